// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/storage/project.h"
#include "ui/models/findingsmodel.h"
#include "ui/models/outlinemodel.h"

#include <nlohmann/json.hpp>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_OutlineModel : public QObject
{
    Q_OBJECT

    Catalog m_catalog;

    static QStringList sections(const OutlineModel &model)
    {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts.append(model.index(row, 0).data().toString());
        return texts;
    }

private slots:
    void init()
    {
        Result<Project> project = openProject(QStringLiteral(WEIR_RESOURCES "/examples/checkout"));
        QVERIFY(project.isOk());
        m_catalog = project->catalog;
    }

    void aRealDesignIsAWellFormedTree()
    {
        OutlineModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setCatalog(m_catalog);
        QVERIFY(sections(model).contains(u"Payments"_s));
        QVERIFY(sections(model).contains(u"Channels"_s));
        QVERIFY(sections(model).contains(u"Scenarios"_s));
        model.setCatalog({});
        QCOMPARE(model.rowCount(), 0);
    }

    void everyElementCanBeFound()
    {
        OutlineModel model;
        model.setCatalog(m_catalog);
        for (const Service &service : m_catalog.services()) {
            const QString path = ElementRef{Kind::Service, service.id}.path();
            QCOMPARE(model.indexOf(path).data(OutlineModel::PathRole).toString(), path);
            for (const Subscription &subscription : service.receives)
                QCOMPARE(
                    model.indexOf(path + u"/receives/"_s + subscription.id).data(OutlineModel::PathRole).toString(),
                    path);
        }
        QVERIFY(!model.indexOf(u"services/none"_s).isValid());
    }

    void aRenamedServiceKeepsItsRow()
    {
        OutlineModel model;
        model.setCatalog(m_catalog);
        const QPersistentModelIndex row(model.indexOf(u"services/payment-service"_s));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        Json document = m_catalog.document({Kind::Service, u"payment-service"_s}).get();
        document["name"] = "Tills";
        QVERIFY(m_catalog.setDocument({Kind::Service, u"payment-service"_s}, document).isEmpty());
        model.setCatalog(m_catalog);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(row.data().toString(), u"Tills"_s);
    }

    void aFindingMarksItsElement()
    {
        OutlineModel model;
        model.setCatalog(m_catalog);
        Finding finding;
        finding.element = u"channels/orders"_s;
        finding.severity = Severity::Error;
        model.setFindings({finding});
        QCOMPARE(model.indexOf(finding.element).data(OutlineModel::SeverityRole).toInt(), int(Severity::Error));
        model.setFindings({});
        QVERIFY(model.indexOf(finding.element).data(OutlineModel::SeverityRole).isNull());
    }

    void findingsAreSortedWorstFirst()
    {
        FindingsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Finding hint, error;
        hint.severity = Severity::Info;
        hint.message = u"hint"_s;
        error.severity = Severity::Error;
        error.message = u"error"_s;
        error.place = {u"a.json"_s, 3, 7, {}};
        model.setFindings({hint, error});
        QCOMPARE(model.index(0).data().toString(), u"error"_s);
        QCOMPARE(model.index(0).data(FindingsModel::PlaceRole).toString(), u"a.json:3:7"_s);
        QCOMPARE(model.count(Severity::Info), 1);
    }
};

WEIR_TEST(tst_OutlineModel)
#include "tst_outlinemodel.moc"
