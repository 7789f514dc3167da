// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/registertest.h"

#include "core/base/result.h"

#include <QTest>

using namespace weir;
using namespace Qt::StringLiterals;

class tst_Result : public QObject
{
    Q_OBJECT

private slots:
    void aValueIsOk()
    {
        const Result<int> result(4);
        QVERIFY(result.isOk());
        QCOMPARE(*result, 4);
    }

    void anErrorKeepsItsPlaceAndHint()
    {
        const Error error{u"No such file"_s, Place{u"a.json"_s, 3, 7, u"/id"_s}, u"Check the path"_s};
        const Result<int> result(error);
        QVERIFY(!result);
        QCOMPARE(result.error(), error);
    }

    void aMoveOnlyValueCanBeTakenOut()
    {
        Result<std::unique_ptr<int>> result(std::make_unique<int>(9));
        const std::unique_ptr<int> taken = std::move(result).value();
        QCOMPARE(*taken, 9);
    }

    void successWithoutAValueIsTheDefault()
    {
        QVERIFY(Result<void>());
        QVERIFY(!Result<void>(Error{u"full"_s, {}, {}}));
    }
};

WEIR_TEST(tst_Result)
#include "tst_result.moc"
