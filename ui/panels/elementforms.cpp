// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/elementforms.h"

#include "ui/editing/elementpath.h"
#include "ui/panels/formbuilder.h"

namespace weir {

using namespace Qt::StringLiterals;

namespace {

FormRows partForm(const Catalog &catalog, const ElementPath &path)
{
    const Service *service = catalog.service(path.element.id);
    const std::optional<QString> pointer = path.pointer(catalog);
    if (!service || !pointer)
        return {};
    const qsizetype index = pointer->section(u'/', -1).toLongLong();
    switch (path.part) {
    case ElementPath::Part::Publication:
        return publicationForm(catalog, *service, index);
    case ElementPath::Part::Subscription:
        return subscriptionForm(catalog, *service, index);
    default:
        return serviceForm(catalog, *service);
    }
}

FormRows wholeForm(const Catalog &catalog, const ElementRef &element)
{
    const auto form = [&catalog](const auto *found, auto build) { return found ? build(catalog, *found) : FormRows(); };
    switch (element.kind) {
    case Kind::Project:
        return projectForm(catalog);
    case Kind::Service:
        return form(catalog.service(element.id), serviceForm);
    case Kind::Channel:
        return form(catalog.channel(element.id), channelForm);
    case Kind::Event:
        return form(catalog.event(element.id), eventForm);
    case Kind::Policy:
        return form(catalog.policy(element.id), policyForm);
    case Kind::Scenario:
        return form(catalog.scenario(element.id), scenarioForm);
    case Kind::Webhook:
        return form(catalog.webhook(element.id), webhookForm);
    case Kind::Stream:
        return form(catalog.stream(element.id), streamForm);
    case Kind::Flow:
        return form(catalog.flow(element.id), flowForm);
    default:
        return {{.kind = FormRow::Kind::Title, .text = element.id, .detail = kindName(element.kind)}};
    }
}

} // namespace

FormRows formRows(const Catalog &catalog, const QStringList &selection)
{
    if (selection.isEmpty())
        return projectForm(catalog);
    if (selection.size() > 1) {
        FormBuilder form(catalog, {});
        form.title(FormBuilder::tr("%n element(s)", nullptr, int(selection.size())), {FormBuilder::tr("selected")});
        for (const QString &text : selection) {
            if (const std::optional<ElementPath> path = ElementPath::fromText(text))
                form.link(path->title(catalog), kindName(path->element.kind), text);
        }
        return form.rows();
    }
    const std::optional<ElementPath> path = ElementPath::fromText(selection.first());
    if (!path)
        return {};
    return path->part == ElementPath::Part::Whole ? wholeForm(catalog, path->element) : partForm(catalog, *path);
}

} // namespace weir
