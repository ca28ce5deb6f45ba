Describe 'Saving and reading back' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $script:server = Start-LocalEbsServer 'snap-a=synthetic:8GiB,written=0-999', 'snap-b=snap-a,changed=10-13,added=2000-2001,removed=900-900'
        $script:blocks = @(Get-EbsChangedBlock snap-a snap-b)
        $script:delta = Measure-EbsSnapshotDelta snap-a snap-b
    }

    AfterAll {
        Stop-LocalEbsServer $script:server
    }

    It 'keeps blocks through a CSV file' {
        $script:blocks | Export-Csv -LiteralPath TestDrive:/blocks.csv
        $read = Import-Csv -LiteralPath TestDrive:/blocks.csv

        $read.BlockIndex | Should -Be $script:blocks.BlockIndex
        $read.ChangeType | Should -Be $script:blocks.ChangeType
        $read[0].SecondBlockToken | Should -Be $script:blocks[0].SecondBlockToken
    }

    It 'measures blocks from a CSV file as they were' {
        $script:blocks | Select-Object * -ExcludeProperty *Token | Export-Csv -LiteralPath TestDrive:/bare.csv

        $measured = Import-Csv -LiteralPath TestDrive:/bare.csv | Measure-EbsSnapshotDelta

        $measured.AddedCount, $measured.ModifiedCount, $measured.RemovedCount | Should -Be 2, 4, 1
        $measured.DensityMap | Should -Be $script:delta.DensityMap
    }

    It 'writes change types as numbers in JSON unless asked for names, and reads both' {
        $numbers = $script:blocks | ConvertTo-Json
        $names = $script:blocks | ConvertTo-Json -EnumsAsStrings

        foreach ($json in $numbers, $names) {
            $measured = $json | ConvertFrom-Json | Measure-EbsSnapshotDelta
            $measured.AddedCount, $measured.ModifiedCount, $measured.RemovedCount | Should -Be 2, 4, 1
        }
    }

    It 'keeps a delta through JSON' {
        $read = $script:delta | ConvertTo-Json | ConvertFrom-Json

        foreach ($property in $script:delta.PSObject.Properties) {
            $read.($property.Name) | Should -Be $property.Value -Because $property.Name
        }
    }

    It 'keeps blocks through CliXml' {
        $script:blocks | Export-Clixml -LiteralPath TestDrive:/blocks.xml

        (Import-Clixml -LiteralPath TestDrive:/blocks.xml | Measure-EbsSnapshotDelta).ChangedCount | Should -Be 7
    }

    It 'draws a map' {
        Measure-EbsSnapshotDelta snap-a snap-b -MapPath TestDrive:/delta.svg | Should -HaveCount 1

        ([xml] (Get-Content -LiteralPath TestDrive:/delta.svg -Raw)).svg | Should -Not -BeNullOrEmpty
    }
}
