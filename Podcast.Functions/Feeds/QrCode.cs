using System.Globalization;
using System.Text;
using QRCoder;

namespace Podcast.Functions.Feeds;

/// <summary>A QR code as SVG, dark on light whatever the page's colors are, since not every camera reads an inverted one.</summary>
internal static class QrCode
{
    public static Html.Markup Draw(string text, string label)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var modules = code.ModuleMatrix;
        var path = new StringBuilder(4096);
        for (var y = 0; y < modules.Count; y++)
        {
            for (var x = 0; x < modules.Count;)
            {
                var start = x;
                while (x < modules.Count && modules[y][x])
                {
                    x++;
                }

                if (x == start)
                {
                    x++;
                }
                else
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1H{start}z");
                }
            }
        }

        return new(string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg class="qr" role="img" aria-label="{label}" viewBox="0 0 {modules.Count} {modules.Count}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{modules.Count}v{modules.Count}H0z"/><path d="{path}"/></svg>"""));
    }
}
