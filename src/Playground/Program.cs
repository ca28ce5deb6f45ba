using Playground;

return await PlaygroundCommand.Create().Parse(args).InvokeAsync().ConfigureAwait(false);
