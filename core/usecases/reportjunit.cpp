// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/reportjunit.h"

#include "core/simulation/reportfigures.h"
#include "core/usecases/xmltext.h"

#include <QXmlStreamWriter>

#include <algorithm>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

QString measured(const AssertionReport &assertion)
{
    if (!assertion.value)
        return assertion.reason;
    if (assertion.isDuration)
        return figureText(*assertion.value, FigureUnit::Seconds);
    return figureText(*assertion.value, assertion.isShare ? FigureUnit::Share : FigureUnit::Messages);
}

void openCase(QXmlStreamWriter &xml, const QString &name)
{
    xml.writeStartElement(u"testcase"_s);
    xml.writeAttribute(u"classname"_s, u"weir.simulate"_s);
    xml.writeAttribute(u"name"_s, xmlText(name));
}

/// A `failure` or `error` of the open case.
void writeTrouble(QXmlStreamWriter &xml, const QString &element, const QString &type, const QString &message,
                  const QString &text)
{
    xml.writeStartElement(element);
    xml.writeAttribute(u"type"_s, type);
    xml.writeAttribute(u"message"_s, xmlText(message));
    xml.writeCharacters(xmlText(text));
    xml.writeEndElement();
}

/// Whether the run itself went wrong, promises aside.
bool isGivenUp(const Report &report)
{
    const bool areKept = std::all_of(report.assertions.begin(), report.assertions.end(),
                                     [](const AssertionReport &assertion) { return assertion.holds; });
    return !report.conservation || (areKept && !report.holds);
}

} // namespace

QByteArray reportJunit(const Report &report)
{
    const auto broken = std::count_if(report.assertions.begin(), report.assertions.end(),
                                      [](const AssertionReport &assertion) { return !assertion.holds; });
    const int failures = int(broken) + (isGivenUp(report) ? 1 : 0);
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(2);
    xml.writeStartDocument();
    xml.writeStartElement(u"testsuites"_s);
    xml.writeStartElement(u"testsuite"_s);
    xml.writeAttribute(u"name"_s, xmlText(u"weir simulate: %1, %2"_s.arg(report.project, report.scenario)));
    xml.writeAttribute(u"tests"_s, QString::number(report.assertions.size() + 1));
    xml.writeAttribute(u"failures"_s, QString::number(failures));
    xml.writeAttribute(u"errors"_s, QString::number(report.stopped ? 1 : 0));
    xml.writeAttribute(u"skipped"_s, u"0"_s);
    for (const AssertionReport &assertion : report.assertions) {
        openCase(xml, assertion.text);
        const QString value = measured(assertion);
        if (assertion.holds)
            xml.writeTextElement(u"system-out"_s, xmlText(u"measured: %1"_s.arg(value)));
        else
            writeTrouble(xml, u"failure"_s, assertion.fromSla ? u"sla"_s : u"assertion"_s, u"measured: %1"_s.arg(value),
                         report.verdict);
        xml.writeEndElement();
    }
    openCase(xml, u"the run"_s);
    if (report.stopped)
        writeTrouble(xml, u"error"_s, u"interrupted"_s, u"The run was interrupted."_s, report.verdict);
    if (isGivenUp(report))
        writeTrouble(xml, u"failure"_s, report.conservation ? u"givenUp"_s : u"conservation"_s, report.verdict,
                     report.warnings.join(u'\n'));
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

} // namespace weir
