// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/elementforms.h"
#include "ui/panels/formbuilder.h"

#include "core/usecases/advise.h"

namespace weir {

using namespace Qt::StringLiterals;

namespace {

FormRow::Mood moodOf(AdviceVerdict verdict)
{
    switch (verdict) {
    case AdviceVerdict::Event:
        return FormRow::Mood::Good;
    case AdviceVerdict::Open:
        return FormRow::Mood::Dim;
    default:
        return FormRow::Mood::Warning;
    }
}

FormField answerField(const FormBuilder &form, const AdviceLine &line)
{
    FormField field = form.field(FieldKind::Answer, line.question.text, u"/advice/answers/"_s + line.question.id);
    const QString open = line.evidence.isEmpty() ? FormBuilder::tr("open")
                                                 : FormBuilder::tr("yes, by the design: %1").arg(line.evidence);
    field.choices = {{QString(), open}, {u"true"_s, FormBuilder::tr("yes")}, {u"false"_s, FormBuilder::tr("no")}};
    return field;
}

} // namespace

void addAdvice(FormBuilder &form, const EventType &event)
{
    form.section(FormBuilder::tr("Event or not"));
    const Result<EventAdviceReport> report = adviseEvent(form.catalog(), event.id);
    if (!report)
        return;
    form.note(FormBuilder::tr("Verdict: %1").arg(adviceVerdictText(report->verdict)), moodOf(report->verdict));
    for (const AdviceLine &line : report->lines)
        form.add(answerField(form, line));
    form.add(form.field(FieldKind::LongText, FormBuilder::tr("Why it is an event all the same"), u"/advice/reason"_s));
}

} // namespace weir
