#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>Loudness of an output.</summary>
public partial class AudioNormalizationSettings
{
    public AudioNormalizationAlgorithm Algorithm { get; set; }

    public AudioNormalizationAlgorithmControl AlgorithmControl { get; set; }

    /// <summary>-70 to 0.</summary>
    [AWSProperty(Min = -70, Max = 0)]
    public int? CorrectionGateLevel { get; set; }

    public AudioNormalizationLoudnessLogging LoudnessLogging { get; set; }

    public AudioNormalizationPeakCalculation PeakCalculation { get; set; }

    /// <summary>In LKFS, -59 to 0.</summary>
    public double? TargetLkfs { get; set; }

    /// <summary>In dBFS, -8 to 0.</summary>
    public double? TruePeakLimiterThreshold { get; set; }
}
