#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class FrameMetricType : ConstantClass
{
    public static readonly FrameMetricType PSNR = new("PSNR");

    public static readonly FrameMetricType SSIM = new("SSIM");

    public static readonly FrameMetricType MS_SSIM = new("MS_SSIM");

    public static readonly FrameMetricType PSNR_HVS = new("PSNR_HVS");

    public static readonly FrameMetricType VMAF = new("VMAF");

    public static readonly FrameMetricType QVBR = new("QVBR");

    public static readonly FrameMetricType SHOT_CHANGE = new("SHOT_CHANGE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public FrameMetricType(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static FrameMetricType FindValue(string value) => FindValue<FrameMetricType>(value);

    public static implicit operator FrameMetricType(string value) => FindValue(value);
}
