using LocalEbs.CommandLine;

return await ServeCommand.RunAsync(args, Console.Out, Console.Error).ConfigureAwait(false);
