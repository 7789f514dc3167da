// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "ui/editing/editor.h"
#include "ui/editing/projectdocument.h"
#include "ui/panels/problemtool.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <QUndoStack>

using namespace weir;
using namespace Qt::StringLiterals;

namespace {

const ElementRef orders{Kind::Channel, u"orders"_s};

} // namespace

class tst_ProblemTool : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        ProjectDocument document;
        Editor editor{document};
        ProblemTool tool{document, editor};

        /// A design whose channel names a dead letter channel that there is not.
        bool breakDesign()
        {
            return document.open(QStringLiteral(WEIR_RESOURCES "/examples/checkout"))
                && editor.setValue(orders, u"/deadLetter"_s, Json("nowhere"), u"Break"_s);
        }

        /// What is said about the channel; nothing when all is well.
        std::optional<Finding> finding() const
        {
            for (const Finding &one : document.findings()) {
                if (one.element == orders.path())
                    return one;
            }
            return std::nullopt;
        }
    };

private slots:
    void aFixIsOneStepThatCanBeTakenBack()
    {
        Fixture fixture;
        QVERIFY(fixture.breakDesign());
        QTRY_VERIFY(fixture.finding());
        const QList<Fix> fixes = fixture.tool.fixes(*fixture.finding());
        QVERIFY(!fixes.isEmpty());
        const int steps = fixture.document.undoStack()->count();
        QVERIFY(fixture.tool.apply(fixes.first()));
        QCOMPARE(fixture.document.undoStack()->count(), steps + 1);
        QCOMPARE(fixture.document.undoStack()->undoText(), fixes.first().title);
        QTRY_VERIFY(!fixture.finding());
        fixture.document.undoStack()->undo();
        QTRY_VERIFY(fixture.finding());
    }

    void acceptingNeedsAReason()
    {
        Fixture fixture;
        QVERIFY(fixture.breakDesign());
        QTRY_VERIFY(fixture.finding());
        const Finding finding = *fixture.finding();
        QVERIFY(fixture.tool.canAccept(finding));
        QVERIFY(!fixture.tool.accept(finding, u"  "_s));
        QVERIFY(fixture.tool.accept(finding, u"The queue comes with the next release."_s));
        QCOMPARE(fixture.document.catalog().approvals().last().reason, u"The queue comes with the next release."_s);
        QTRY_VERIFY(!fixture.finding());
    }

    void aRuleCanBeSwitchedOff()
    {
        Fixture fixture;
        QVERIFY(fixture.breakDesign());
        QTRY_VERIFY(fixture.finding());
        QVERIFY(fixture.tool.setSeverity(*fixture.finding(), Severity::Off));
        QTRY_VERIFY(!fixture.finding());
        fixture.document.undoStack()->undo();
        QTRY_VERIFY(fixture.finding());
    }

    void publishedVersionsAreSealedInOneStep()
    {
        Fixture fixture;
        QVERIFY(fixture.document.open(QStringLiteral(WEIR_RESOURCES "/examples/seed")));
        QVERIFY(fixture.tool.sealVersions());
        QCOMPARE(fixture.document.undoStack()->count(), 1);
        const JsonValue event = fixture.document.catalog().document({Kind::Event, u"user.created"_s});
        QVERIFY(textOf(event.get()["versions"][2]["x-digest"]).startsWith(u"sha256:"));
        QVERIFY(!fixture.tool.sealVersions());
        fixture.document.undoStack()->undo();
        QVERIFY(fixture.tool.sealVersions());
    }

    void nothingIsOfferedForAProjectThatIsOnlyLookedAt()
    {
        Fixture fixture;
        QVERIFY(fixture.breakDesign());
        QTRY_VERIFY(fixture.finding());
        fixture.document.setHeldElsewhere(true);
        QVERIFY(fixture.tool.fixes(*fixture.finding()).isEmpty());
        QVERIFY(!fixture.tool.canAccept(*fixture.finding()));
    }
};

WEIR_TEST(tst_ProblemTool)
#include "tst_problemtool.moc"
