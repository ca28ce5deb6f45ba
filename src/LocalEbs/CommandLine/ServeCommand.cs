using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using LocalEbs.Http;
using Microsoft.AspNetCore.Connections;

namespace LocalEbs.CommandLine;

/// <summary>The command line: reads it, serves until it is told to stop.</summary>
internal static class ServeCommand
{
    private const int CannotStart = 2;

    public static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, CancellationToken stopping = default)
    {
        var options = new ServeOptions();
        var command = new RootCommand(HelpText.Description);
        foreach (Option option in options.All)
        {
            command.Add(option);
        }

        command.SetAction((parsed, token) => ServeAsync(options, parsed, output, error, token));

        ParseResult parsed = command.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            await error.WriteLineAsync(parsed.Errors[0].Message).ConfigureAwait(false);
            return CannotStart;
        }

        var configuration = new InvocationConfiguration { Output = output, Error = error };
        return await parsed.InvokeAsync(configuration, stopping).ConfigureAwait(false);
    }

    private static async Task<int> ServeAsync(
        ServeOptions options, ParseResult parsed, TextWriter output, TextWriter error, CancellationToken stopping)
    {
        // System.CommandLine hooks Ctrl+C and SIGTERM once this has returned its task.
        await Task.Yield();
        try
        {
            LocalEbsOptions bound = options.Bind(parsed, error);
            var server = await LocalEbsServer.StartAsync(bound, cancellationToken: stopping).ConfigureAwait(false);
            await using (server.ConfigureAwait(false))
            {
                if (options.WantsLog(parsed))
                {
                    server.Requests.Completed += record => output.WriteLine(Line(record));
                }

                Banner.Print(server, bound, output);
                await Task.Delay(Timeout.Infinite, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return 0;
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            string message = $"Port {options.Port(parsed)} on 127.0.0.1 is in use; "
                + "choose another with --port, or 0 for a free one.";
            await error.WriteLineAsync(message).ConfigureAwait(false);
            return CannotStart;
        }
        catch (Exception failure) when (failure
            is FormatException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(failure.Message).ConfigureAwait(false);
            return CannotStart;
        }
    }

    private static string Line(RequestRecord record)
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
