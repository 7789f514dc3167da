// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/element.h"

namespace weir {

namespace {

constexpr std::array<QStringView, allKinds.size()> names{
    u"catalog", u"services", u"events",    u"schemas", u"channels", u"policies", u"webhooks",
    u"streams", u"flows",    u"scenarios", u"views",   u"docs",     u"approvals"};

bool hasIds(Kind kind)
{
    return kind != Kind::Project && kind != Kind::Approvals;
}

} // namespace

QString kindName(Kind kind)
{
    return names[size_t(kind)].toString();
}

std::optional<Kind> kindNamed(QStringView name)
{
    for (const Kind kind : allKinds) {
        if (names[size_t(kind)] == name)
            return kind;
    }
    return std::nullopt;
}

QString ElementRef::path() const
{
    return hasIds(kind) ? kindName(kind) + u'/' + id : kindName(kind);
}

std::optional<ElementRef> ElementRef::fromPath(QStringView path)
{
    const qsizetype slash = path.indexOf(u'/');
    const auto kind = kindNamed(slash < 0 ? path : path.first(slash));
    if (!kind)
        return std::nullopt;
    if (!hasIds(*kind))
        return ElementRef{*kind, {}};
    if (slash < 0)
        return std::nullopt;
    const QStringView rest = path.sliced(slash + 1);
    const qsizetype end = rest.indexOf(u'/');
    const QStringView id = end < 0 ? rest : rest.first(end);
    if (id.isEmpty())
        return std::nullopt;
    return ElementRef{*kind, id.toString()};
}

size_t qHash(const ElementRef &element, size_t seed)
{
    return qHashMulti(seed, int(element.kind), element.id);
}

} // namespace weir
