// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/renamedtexts.h"

#include <QStringList>

namespace weir {

using namespace Qt::StringLiterals;

RenamedTexts::RenamedTexts(Kind kind, QString before, QString after)
    : m_kind(kind)
    , m_before(std::move(before))
    , m_after(std::move(after))
{}

RenamedTexts::RenamedTexts(QString service, QString member, QString before, QString after)
    : m_service(std::move(service))
    , m_member(std::move(member))
    , m_before(std::move(before))
    , m_after(std::move(after))
{}

QString RenamedTexts::id(Kind kind, const QString &text) const
{
    return isElement(kind) && text == m_before ? m_after : text;
}

/// Whether the item \a item of \a service's \a member is called otherwise afterwards.
bool RenamedTexts::isItem(const QString &service, QStringView member, const QString &item) const
{
    if (item != m_before)
        return false;
    if (!m_member.isEmpty())
        return service == m_service && member == m_member;
    return m_kind == Kind::Event && member == u"sends" && m_nameless.contains(service);
}

QString RenamedTexts::elementPath(const QString &text) const
{
    QStringList tokens = text.split(u'/');
    if (tokens.size() < 2)
        return text;
    const bool isService = tokens[0] == kindName(Kind::Service);
    if (isService && tokens.size() >= 4 && isItem(tokens[1], tokens[2], tokens[3]))
        tokens[3] = m_after;
    // A follow-up is called by its event.
    const bool hasFollowUp = isService && tokens.size() >= 6 && tokens[2] == u"receives" && tokens[4] == u"emits";
    if (hasFollowUp)
        tokens[5] = id(Kind::Event, tokens[5]);
    if (m_member.isEmpty() && tokens[0] == kindName(m_kind) && tokens[1] == m_before)
        tokens[1] = m_after;
    return tokens.join(u'/');
}

QString RenamedTexts::itemPath(const QString &text) const
{
    QStringList tokens = text.split(u'/');
    if (tokens.size() < 2 || tokens.size() > 3)
        return text;
    const QString service = tokens[0], item = tokens[1];
    if (isItem(service, u"sends", item) || isItem(service, u"receives", item))
        tokens[1] = m_after;
    if (tokens.size() == 3)
        tokens[2] = id(Kind::Event, tokens[2]);
    tokens[0] = id(Kind::Service, service);
    return tokens.join(u'/');
}

QString RenamedTexts::edgeKey(const QString &text) const
{
    const qsizetype arrow = text.indexOf(u'>');
    if (arrow < 0)
        return itemPath(text);
    const QString mark = text.endsWith(u'!') ? u"!"_s : QString();
    return elementPath(text.first(arrow)) + u'>' + elementPath(text.sliced(arrow + 1).chopped(mark.size())) + mark;
}

QString RenamedTexts::faultTarget(const QString &text) const
{
    if (!text.contains(u'/'))
        return m_member.isEmpty() && !m_isShadowed && text == m_before ? m_after : text;
    return kindNamed(text.section(u'/', 0, 0)) ? elementPath(text) : itemPath(text);
}

QString RenamedTexts::argument(const QString &text) const
{
    const qsizetype arrow = text.indexOf(u"->");
    if (arrow >= 0) {
        const QString event = text.first(arrow), service = text.sliced(arrow + 2);
        QString result = event, target = service;
        if (event.trimmed() == m_before && isElement(Kind::Event))
            result.replace(m_before, m_after);
        if (service.trimmed() == m_before && isElement(Kind::Service))
            target.replace(m_before, m_after);
        return result + u"->"_s + target;
    }
    QString name = text.trimmed();
    const bool isQuoted = name.size() >= 2 && (name.front() == u'"' || name.front() == u'\'');
    if (isQuoted)
        name = name.sliced(1).chopped(1);
    const bool isNamed = (isElement(Kind::Event) || isElement(Kind::Channel)) && !m_isShadowed && name == m_before;
    const QString renamed = name.contains(u'/') ? itemPath(name) : isNamed ? m_after : name;
    return renamed == name ? text : QString(text).replace(name, renamed);
}

QString RenamedTexts::assertion(const QString &text) const
{
    QString result;
    qsizetype start = 0; // of the part being read
    int depth = 0;
    const auto finish = [&](qsizetype end) {
        const QString part = text.sliced(start, end - start);
        result += depth > 0 ? argument(part) : part;
        start = end;
    };
    QChar quote;
    for (qsizetype index = 0; index < text.size(); ++index) {
        const QChar c = text[index];
        if (!quote.isNull()) {
            quote = c == quote ? QChar() : quote;
            continue;
        }
        if (c == u'"' || c == u'\'')
            quote = c;
        if (c != u'(' && c != u')' && c != u',')
            continue;
        finish(index);
        result += c;
        start = index + 1;
        depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
    }
    finish(text.size());
    return result;
}

QString RenamedTexts::schemaReference(const QString &text) const
{
    if (!isElement(Kind::Schema))
        return text;
    const QString file = text.section(u'#', 0, 0);
    const QString plain = file.startsWith(u"./") ? file.sliced(2) : file;
    if (plain != u"schemas/%1.json"_s.arg(m_before))
        return text;
    return file.first(file.size() - plain.size()) + u"schemas/%1.json"_s.arg(m_after) + text.sliced(file.size());
}

} // namespace weir
