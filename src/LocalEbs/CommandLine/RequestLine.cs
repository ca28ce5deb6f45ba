using System.Globalization;
using LocalEbs.Http;

namespace LocalEbs.CommandLine;

/// <summary>The line that --log prints for a request.</summary>
internal static class RequestLine
{
    public static string Of(RequestRecord record)
    {
        string outcome = record.IsCancelled ? "cancelled"
            : record.IsBroken ? "broken"
            : $"{record.Status} {record.ErrorCode}".TrimEnd();
        double? milliseconds = record.Duration?.TotalMilliseconds;
        string fault = record.Fault is null ? "" : $" fault={record.Fault}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{record.StartedAt:HH:mm:ss.fff} {record.Method} {record.Target} {outcome} {milliseconds:0.0} ms{fault}");
    }
}
