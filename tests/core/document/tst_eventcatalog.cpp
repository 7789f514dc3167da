// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/document/designs.h"
#include "tests/support/golden.h"
#include "tests/support/registertest.h"

#include "core/document/documents.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

/// The specification's catalog template: what stands between the fence behind its heading and the fence's end.
QString specifiedTemplate()
{
    QFile file(QStringLiteral(WEIR_SHARED "/seed/backend-eventing.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString text = QString::fromUtf8(file.readAll());
    static const QRegularExpression block(u"### Event Catalog Template\\n```markdown\\n(.*?\\n)```\\n\\n"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    return block.match(text).captured(1).replace(u"\\`\\`\\`"_s, u"```"_s);
}

/// The lines without their order within a list, and without blanks at the ends.
QStringList sortedBullets(const QString &text)
{
    QStringList lines = text.trimmed().split(u'\n');
    for (qsizetype i = 0, start = -1; i <= lines.size(); ++i) {
        const bool bullet = i < lines.size() && lines[i].startsWith(u"- "_s);
        if (bullet && start < 0)
            start = i;
        if (!bullet && start >= 0) {
            std::sort(lines.begin() + start, lines.begin() + i);
            start = -1;
        }
    }
    return lines;
}

} // namespace

class tst_EventCatalog : public QObject
{
    Q_OBJECT

private slots:
    void theTemplateIsProduced()
    {
        const Catalog catalog = test::bundledDesign(u"template.weir.json"_s);
        WEIR_COMPARE_GOLDEN(toMarkdown(eventCatalog(catalog)), u"document/template.md"_s);
    }

    void theTemplateIsTheSpecifications()
    {
        const QString specified = specifiedTemplate();
        if (specified.isEmpty())
            QSKIP("The specification is not there");
        const Catalog catalog = test::bundledDesign(u"template.weir.json"_s);
        QCOMPARE(sortedBullets(QString::fromUtf8(toMarkdown(eventCatalog(catalog)))), sortedBullets(specified));
    }

    void oneEventCanBeShownAlone()
    {
        const Catalog catalog = test::exampleDesign(u"seed"_s);
        const QByteArray text = toMarkdown(eventCatalog(catalog, *catalog.event(u"user.created")));
        QCOMPARE(text.count("\n## "), 1);
        QVERIFY(text.contains("\n## user.created\n"));
        QVERIFY(text.contains("**Schema (v3)**:\n```typescript\n"));
    }

    void consumersThatDifferAreToldApart()
    {
        const Catalog catalog = test::exampleDesign(u"checkout"_s);
        const QByteArray text = toMarkdown(eventCatalog(catalog));
        QVERIFY(text.startsWith("# Event Catalog\n\n## "));
        QCOMPARE(text.count("\n## "), catalog.events().size());
    }
};

WEIR_TEST(tst_EventCatalog)
#include "tst_eventcatalog.moc"
