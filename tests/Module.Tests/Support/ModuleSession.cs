using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using LocalEbs.Signing;

namespace Module.Tests.Support;

/// <summary>A session of the real engine with the assembled module imported by its manifest.</summary>
internal sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace;

    public ModuleSession(bool import = true)
    {
        _runspace = RunspaceFactory.CreateRunspace(ModuleUnderUse.SessionState());
        _runspace.Open();
        if (import)
        {
            Run($"Import-Module '{ModuleUnderUse.Manifest}' -ErrorAction Stop");
        }
    }

    /// <summary>Sets a variable that scripts see.</summary>
    public object? this[string variable]
    {
        set => _runspace.SessionStateProxy.SetVariable(variable, value);
    }

    /// <summary>Lets every command of the module go to an endpoint; who signs is left to the test.</summary>
    public void UseEndpoint(Uri endpoint) => Run($$"""
        $PSDefaultParameterValues = @{ '*-Ebs*:EndpointUrl' = '{{endpoint}}'; '*-Ebs*:Region' = 'us-east-1' }
        """);

    /// <summary>Lets every command of the module go to an endpoint, signed with the example keys.</summary>
    public void UseEndpoint(Uri endpoint, string secretKey)
    {
        UseEndpoint(endpoint);
        Run($$"""
            $PSDefaultParameterValues['*-Ebs*:AccessKey'] = '{{AccessCredential.Example.AccessKeyId}}'
            $PSDefaultParameterValues['*-Ebs*:SecretKey'] = '{{secretKey}}'
            """);
    }

    public Outcome Run(string script)
    {
        using PowerShell shell = Shell(script);
        Collection<PSObject> output;
        try
        {
            output = shell.Invoke();
        }
        catch (RuntimeException e)
        {
            return new Outcome(
                [], [e.ErrorRecord], Lines(shell.Streams.Verbose), Lines(shell.Streams.Warning), Terminated: true);
        }

        return new Outcome(
            [.. output],
            [.. shell.Streams.Error],
            Lines(shell.Streams.Verbose),
            Lines(shell.Streams.Warning),
            Terminated: false);
    }

    /// <summary>The error that ends the command; fails the test if none does.</summary>
    public ErrorRecord RunToError(string script) =>
        Assert.IsType<ErrorRecord>(Assert.Single(Run($"try {{ {script} }} catch {{ $_ }}").Output).BaseObject);

    /// <summary>
    /// The verbose line about the connection that a command makes. The command is stopped there, so nothing is sent to
    /// wherever that is.
    /// </summary>
    public string DescribeConnection(string command) => Assert.Single(Run($$"""
        foreach ($once in 1) { {{command}} -Verbose 4>&1 | ForEach-Object { $_; break } }
        """).Output).ToString();

    public PowerShell Shell(string script)
    {
        PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        return shell;
    }

    public void Dispose() => _runspace.Dispose();

    private static string[] Lines<T>(PSDataCollection<T> stream) => [.. stream.Select(record => record!.ToString()!)];
}

/// <summary>What a script did.</summary>
internal sealed record Outcome(
    PSObject[] Output, ErrorRecord[] Errors, string[] Verbose, string[] Warnings, bool Terminated)
{
    public ErrorRecord Error => Assert.Single(Errors);

    /// <summary>A property of every object emitted; fails the test if there were errors.</summary>
    public T[] Values<T>(string property)
    {
        Assert.Empty(Errors);
        return [.. Output.Select(item => LanguagePrimitives.ConvertTo<T>(item.Properties[property].Value))];
    }
}
