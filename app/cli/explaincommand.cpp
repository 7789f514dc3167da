// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/input.h"
#include "core/usecases/rulehelp.h"

namespace weir {

namespace {

class ExplainCommand : public Command
{
public:
    const char *name() const override { return "explain"; }
    const char *summary() const override { return "Say why a rule exists, with a bad and a good example"; }

    void declare(CommandOptions &options) override
    {
        options.optionalArgument("RULE", m_rule,
                                 "As a finding names it, or a group of rules (delivery); without it all are listed");
    }

    ExitCode run(Session &session) override
    {
        if (m_rule.isEmpty())
            return deliver(rulesOverview().toUtf8(), {}, session);
        const Result<QString> page = explainRule(m_rule);
        return page ? deliver(page->toUtf8(), {}, session) : refuse(page.error(), session, ExitCode::Usage);
    }

private:
    QString m_rule;
};

} // namespace

std::unique_ptr<Command> explainCommand()
{
    return std::make_unique<ExplainCommand>();
}

} // namespace weir
