// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/assertion.h"

#include "core/expression/lexer.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace weir {

namespace {

constexpr std::array<QStringView, 15> functionNames{u"p50",        u"p90",   u"p95",         u"p99",      u"p999",
                                                    u"max",        u"mean",  u"share",       u"dlq",      u"lost",
                                                    u"duplicates", u"depth", u"utilisation", u"attempts", u"drain"};
constexpr std::array<QStringView, 6> comparisonTexts{u"<", u"<=", u">", u">=", u"==", u"!="};

double seconds(Duration duration)
{
    return static_cast<double>(duration.count()) / 1e9;
}

/// Reads an assertion from left to right. Arguments are names of the design, not expressions, so they are cut by hand.
class AssertionParser
{
    Q_DECLARE_TR_FUNCTIONS(weir)

public:
    explicit AssertionParser(QStringView text) : m_text(text) {}

    Result<Assertion> parse()
    {
        m_result.text = m_text.trimmed().toString();
        if (m_text.size() > maxExpressionLength)
            fail(maxExpressionLength, tr("The assertion is longer than %1 characters.").arg(maxExpressionLength));
        else if (readFunction() && readArguments() && readComparison())
            readLimit();
        if (m_error)
            return *m_error;
        return m_result;
    }

private:
    QChar at(qsizetype index) const { return index < m_text.size() ? m_text.at(index) : QChar(); }
    void skipBlanks()
    {
        while (at(m_at).isSpace())
            ++m_at;
    }
    bool take(QChar c)
    {
        skipBlanks();
        const bool found = m_at < m_text.size() && m_text.at(m_at) == c;
        m_at += found ? 1 : 0;
        return found;
    }
    bool fail(qsizetype offset, const QString &message, const QString &hint = {})
    {
        if (!m_error)
            m_error = expressionError(m_text, offset, message, hint);
        return false;
    }

    bool readFunction()
    {
        skipBlanks();
        const qsizetype start = m_at;
        while (at(m_at).isLetterOrNumber() || at(m_at) == u'_')
            ++m_at;
        const QStringView name = m_text.sliced(start, m_at - start);
        const auto found = std::find(functionNames.begin(), functionNames.end(), name);
        const QString all = tr("Functions are %1.").arg(assertionFunctionNames().join(u", "_s));
        if (name.isEmpty())
            return fail(start, tr("An assertion starts with what it measures."),
                        tr("Write p99(user.created) < 5m. %1").arg(all));
        if (found == functionNames.end()) {
            const QString near = nearest(name, assertionFunctionNames());
            return fail(start, tr("There is no function “%1”.").arg(name),
                        near.isEmpty() ? all : tr("Did you mean %1? %2").arg(near, all));
        }
        m_result.function = static_cast<AssertionFunction>(found - functionNames.begin());
        return take(u'(')
            || fail(m_at, tr("“%1” needs parentheses.").arg(name), tr("Write %1(*) for everything.").arg(name));
    }

    bool readArguments()
    {
        skipBlanks();
        m_result.argumentColumn = columnAt(m_text, m_at);
        bool named = false;
        while (!take(u')')) {
            skipBlanks();
            const qsizetype start = m_at;
            const QString part = readPart();
            if (m_error)
                return false;
            const bool isWithin = part == u"within" || part.startsWith(u"within ");
            if (isWithin && !readWithin(start, part))
                return false;
            if (!isWithin && named)
                return fail(start, tr("One argument is enough."), argumentHint());
            if (!isWithin && !readArgument(start, part))
                return false;
            named = named || !isWithin;
            if (!take(u',') && at(m_at) != u')')
                return fail(m_at, tr("The parenthesis is not closed."), tr("Add a ) behind the argument."));
        }
        if (m_result.function == AssertionFunction::Share && !m_result.within)
            return fail(m_at - 1, tr("share() needs a time."), tr("Write share(within 5m, user.created)."));
        return true;
    }

    static QString argumentHint()
    {
        return tr("Name an event (user.created), an event at a service (user.created -> email-service), a subscription "
                  "(billing/bill), a channel, or * for everything.");
    }

    /// Up to the next comma or closing parenthesis; blanks become single ones. Quotes are left out, what they hold stays.
    QString readPart()
    {
        QString part;
        while (m_at < m_text.size() && at(m_at) != u',' && at(m_at) != u')') {
            const QChar c = at(m_at);
            if (c == u'"' || c == u'\'') {
                const qsizetype end = m_text.indexOf(c, m_at + 1);
                if (end < 0) {
                    fail(m_at, tr("The text that starts here has no end."), tr("Close it with %1.").arg(c));
                    return {};
                }
                part += m_text.sliced(m_at + 1, end - m_at - 1);
                m_at = end + 1;
            } else {
                part += c;
                ++m_at;
            }
        }
        return part.simplified();
    }

    bool readWithin(qsizetype start, const QString &part)
    {
        if (m_result.function != AssertionFunction::Share)
            return fail(start, tr("Only share() takes a time."), tr("Compare with it: p99(user.created) < 5m."));
        const QString text = part.sliced(6).trimmed();
        m_result.within = parseDuration(text);
        if (!m_result.within)
            return fail(start, tr("“%1” is no duration.").arg(text), tr("Write within 5m, within 250ms."));
        return true;
    }

    bool readArgument(qsizetype start, const QString &part)
    {
        AssertionArgument &argument = m_result.argument;
        m_result.argumentColumn = columnAt(m_text, start);
        const qsizetype arrow = part.indexOf(u"->");
        if (part.isEmpty())
            return fail(start, tr("A name is missing here."), argumentHint());
        if (arrow >= 0) {
            argument.name = part.first(arrow).trimmed();
            argument.service = part.sliced(arrow + 2).trimmed();
            argument.kind = AssertionArgument::Kind::EventAtService;
            if (argument.name.isEmpty() || argument.service.isEmpty())
                return fail(start, tr("An event stands before -> and a service behind it."), argumentHint());
        } else if (part == u"*") {
            argument.kind = AssertionArgument::Kind::Everything;
        } else {
            argument.name = part;
            argument.kind = part.contains(u'/') ? AssertionArgument::Kind::Item : AssertionArgument::Kind::Name;
        }
        return true;
    }

    bool readComparison()
    {
        skipBlanks();
        for (const int index : {1, 3, 4, 5, 0, 2}) {
            const QStringView text = comparisonTexts[static_cast<std::size_t>(index)];
            if (m_text.sliced(m_at).startsWith(text)) {
                m_result.comparison = static_cast<Comparison>(index);
                m_at += text.size();
                return true;
            }
        }
        return fail(m_at, tr("A comparison is missing."), tr("Write one of < <= > >= == != and a value."));
    }

    bool readLimit()
    {
        skipBlanks();
        const qsizetype start = m_at;
        const QStringView text = m_text.sliced(start).trimmed();
        const ExpressionValue value = quantityValue(text);
        const QString name = assertionFunctionName(m_result.function);
        const bool isTime = m_result.unit() == AssertionUnit::Time;
        const QString hint = isTime ? tr("%1() is a time: compare it with 250ms, 5s or 1.5m.").arg(name)
            : m_result.unit() == AssertionUnit::Share
            ? tr("%1() is a share: compare it with a number from 0 to 1, or with 99.9%.").arg(name)
            : tr("%1() is a number: compare it with 0 or 1.5.").arg(name);
        if (text.isEmpty())
            return fail(start, tr("The value to compare with is missing."), hint);
        if (value.index() == 0)
            return fail(start, tr("“%1” is no value.").arg(text), hint);
        const Duration *time = std::get_if<Duration>(&value);
        if (isTime != (time != nullptr))
            return fail(start, tr("“%1” does not fit.").arg(text), hint);
        m_result.limit = time ? seconds(*time) : std::get<double>(value);
        const bool isPercentage = text.endsWith(u'%');
        if (m_result.unit() == AssertionUnit::Share ? m_result.limit > 1 : isPercentage)
            return fail(start, tr("“%1” does not fit.").arg(text), hint);
        return true;
    }

    QStringView m_text;
    qsizetype m_at = 0;
    Assertion m_result;
    std::optional<Error> m_error;
};

} // namespace

AssertionUnit Assertion::unit() const
{
    switch (function) {
    case AssertionFunction::P50:
    case AssertionFunction::P90:
    case AssertionFunction::P95:
    case AssertionFunction::P99:
    case AssertionFunction::P999:
    case AssertionFunction::Max:
    case AssertionFunction::Mean:
    case AssertionFunction::Drain:
        return AssertionUnit::Time;
    case AssertionFunction::Share:
    case AssertionFunction::Utilisation:
        return AssertionUnit::Share;
    default:
        return AssertionUnit::Count;
    }
}

bool Assertion::holds(double measured) const
{
    switch (comparison) {
    case Comparison::Less:
        return measured < limit;
    case Comparison::LessOrEqual:
        return measured <= limit;
    case Comparison::Greater:
        return measured > limit;
    case Comparison::GreaterOrEqual:
        return measured >= limit;
    case Comparison::Equal:
        return measured == limit;
    case Comparison::NotEqual:
        return measured < limit || measured > limit;
    }
    return false;
}

Result<Assertion> parseAssertion(QStringView text)
{
    return AssertionParser(text).parse();
}

QStringList assertionFunctionNames()
{
    QStringList names;
    for (const QStringView name : functionNames)
        names.append(name.toString());
    return names;
}

QString assertionFunctionName(AssertionFunction function)
{
    return functionNames[static_cast<std::size_t>(function)].toString();
}

QString comparisonText(Comparison comparison)
{
    return comparisonTexts[static_cast<std::size_t>(comparison)].toString();
}

} // namespace weir
