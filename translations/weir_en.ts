<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>weir</name>
    <message numerus="yes">
        <source>%n bucket(s)</source>
        <translation>
            <numerusform>%n bucket</numerusform>
            <numerusform>%n buckets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n element(s)</source>
        <translation>
            <numerusform>%n element</numerusform>
            <numerusform>%n elements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event type(s)</source>
        <translation>
            <numerusform>%n event type</numerusform>
            <numerusform>%n event types</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n channel(s)</source>
        <translation>
            <numerusform>%n channel</numerusform>
            <numerusform>%n channels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scenario(s)</source>
        <translation>
            <numerusform>%n scenario</numerusform>
            <numerusform>%n scenarios</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n attempt</numerusform>
            <numerusform>%n attempts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… %n attempt(s) %1</source>
        <translation>
            <numerusform>… %n attempt %1</numerusform>
            <numerusform>… %n attempts %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::BackupTool</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::Editor</name>
    <message numerus="yes">
        <source>Remove %n element(s)</source>
        <translation>
            <numerusform>Remove %n element</numerusform>
            <numerusform>Remove %n elements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n element(s)</source>
        <translation>
            <numerusform>Move %n element</numerusform>
            <numerusform>Move %n elements</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::ProblemsPanel</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hint(s)</source>
        <translation>
            <numerusform>%n hint</numerusform>
            <numerusform>%n hints</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::ProjectTool</name>
    <message numerus="yes">
        <source>%n construct(s) could not be carried over.</source>
        <translation>
            <numerusform>%n construct could not be carried over.</numerusform>
            <numerusform>%n constructs could not be carried over.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n other(s)</source>
        <translation>
            <numerusform>%1 and %n other</numerusform>
            <numerusform>%1 and %n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) in it.</source>
        <translation>
            <numerusform>%n problem in it.</numerusform>
            <numerusform>%n problems in it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::PublishingFeature</name>
    <message numerus="yes">
        <source>%n open point(s)</source>
        <translation>
            <numerusform>%n open point</numerusform>
            <numerusform>%n open points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) the other tool does not learn.</source>
        <translation>
            <numerusform>%n thing the other tool does not learn.</numerusform>
            <numerusform>%n things the other tool does not learn.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::RecoveryTool</name>
    <message numerus="yes">
        <source>%n edit(s), the last at %1: %2.</source>
        <translation>
            <numerusform>%n edit, at %1: %2.</numerusform>
            <numerusform>%n edits, the last at %1: %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %n edit(s)</source>
        <translation>
            <numerusform>Restore %n edit</numerusform>
            <numerusform>Restore %n edits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n edit(s) restored.</source>
        <translation>
            <numerusform>%n edit restored.</numerusform>
            <numerusform>%n edits restored.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::RenameDialog</name>
    <message numerus="yes">
        <source>Changes with it, %n element(s): %1</source>
        <translation>
            <numerusform>Changes with it, one element: %1</numerusform>
            <numerusform>Changes with it, %n elements: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::StatusLine</name>
    <message numerus="yes">
        <source>%n element(s)</source>
        <translation>
            <numerusform>%n element</numerusform>
            <numerusform>%n elements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>weir::WelcomeFeature</name>
    <message numerus="yes">
        <source>Another program changed %n file(s) of %1.</source>
        <translation>
            <numerusform>Another program changed %n file of %1.</numerusform>
            <numerusform>Another program changed %n files of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of the last %n save(s) the files before them are kept.</source>
        <translation>
            <numerusform>Of the last save the files before it are kept.</numerusform>
            <numerusform>Of the last %n saves the files before them are kept.</numerusform>
        </translation>
    </message>
</context>
</TS>
