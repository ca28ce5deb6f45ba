using SessionProcess;

if (args is not [string script, .. string[] arguments])
{
    Console.Error.WriteLine("SessionProcess <script.ps1> [-Parameter value]...");
    return 2;
}

return ScriptRun.Run(Path.GetFullPath(script), arguments);
