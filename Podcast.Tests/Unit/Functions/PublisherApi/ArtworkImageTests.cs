using System.Text;
using Podcast.Functions.PublisherApi.Artwork;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Unit.Functions.PublisherApi;

public sealed class ArtworkImageTests
{
    public static TheoryData<string, byte[], string> Taken => new()
    {
        { "the smallest PNG", Images.Png(1400, 1400), "png" },
        { "the largest PNG", Images.Png(3000, 3000), "png" },
        { "a PNG with a palette", Images.Png(1400, 1400, colourType: 3), "png" },
        { "the smallest JPEG", Images.Jpeg(1400, 1400), "jpg" },
        { "the largest JPEG, progressive", Images.Jpeg(3000, 3000, frame: 0xC2), "jpg" },
    };

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "nothing", [], "neither a JPEG nor a PNG" },
        { "a text", Encoding.UTF8.GetBytes("GIF89a and so on"), "neither a JPEG nor a PNG" },
        { "a small PNG", Images.Png(1399, 1399), "1399 x 1399" },
        { "a large JPEG", Images.Jpeg(3001, 3001), "3001 x 3001" },
        { "a wide PNG", Images.Png(3000, 1400), "square" },
        { "a high JPEG", Images.Jpeg(1400, 1401), "square" },
        { "a PNG with an alpha channel", Images.Png(1400, 1400, colourType: 6), "transparency" },
        { "a PNG with a transparent colour", Images.Png(1400, 1400, isTransparent: true), "transparency" },
        { "a greyscale PNG", Images.Png(1400, 1400, colourType: 0), "greyscale" },
        { "a greyscale JPEG", Images.Jpeg(1400, 1400, components: 1), "greyscale" },
        { "a CMYK JPEG", Images.Jpeg(1400, 1400, components: 4), "CMYK" },
        { "a lossless JPEG", Images.Jpeg(1400, 1400, frame: 0xC3), "ordinary" },
        { "half a PNG", Images.Png(1400, 1400)[..^2000], "ends before" },
        { "half a JPEG", Images.Jpeg(1400, 1400)[..^2], "ends before" },
        { "a JPEG without a picture", [0xFF, 0xD8, 0xFF, 0xD9], "ends before" },
        { "a damaged PNG", Damage(Images.Png(1400, 1400)), "damaged" },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public void Read_ImageAsAppleTakesIt_IsTaken(string name, byte[] file, string extension)
    {
        var (image, fault) = ArtworkImage.Read(file);
        Assert.True(fault is null, $"{name}: {fault}");
        Assert.Equal(extension, image!.Extension);
        Assert.Matches($@"^[0-9a-f]{{32}}\.{extension}$", image.FileName(file));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Read_AnythingElse_SaysWhy(string name, byte[] file, string reason)
    {
        var (image, fault) = ArtworkImage.Read(file);
        Assert.True(image is null, name);
        Assert.Contains(reason, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EveryBeginningOfAnImage_IsRefused()
    {
        var (png, jpeg) = (Images.Png(1400, 1400), Images.Jpeg(1400, 1400));
        Assert.All(Enumerable.Range(0, png.Length).Where(length => length < 100 || length % 97 == 0), length => Assert.Null(ArtworkImage.Read(png.AsSpan(0, length)).Image));
        Assert.All(Enumerable.Range(0, jpeg.Length), length => Assert.Null(ArtworkImage.Read(jpeg.AsSpan(0, length)).Image));
    }

    private static byte[] Damage(byte[] file)
    {
        file[file.Length / 2] ^= 1;
        return file;
    }
}
