using LocalEbs.Cli;

return await LocalEbsCommand.Create().Parse(args).InvokeAsync().ConfigureAwait(false);
