// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feature/messagebar.h"

#include "ui/feature/actionregistry.h"
#include "ui/theme/icons.h"
#include "ui/theme/look.h"
#include "ui/theme/metrics.h"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr auto goodNewsStay = std::chrono::seconds(6);

struct ToneLook
{
    Look bar;
    QString icon;
    Role role;
};

ToneLook lookOf(NoticeTone tone)
{
    switch (tone) {
    case NoticeTone::Good:
        return {Look::MessageGood, u"good"_s, Role::Good};
    case NoticeTone::Warning:
        return {Look::MessageWarning, u"warning"_s, Role::Warning};
    case NoticeTone::Error:
        return {Look::MessageError, u"bad"_s, Role::Bad};
    case NoticeTone::Info:
        break;
    }
    return {Look::MessageInfo, u"info"_s, Role::Accent};
}

} // namespace

MessageBar::MessageBar(ActionRegistry &registry, QWidget *parent)
    : QFrame(parent)
    , m_registry(registry)
    , m_glyph(new QLabel)
    , m_text(new QLabel)
    , m_action(new QPushButton)
    , m_details(new QPushButton(tr("Details")))
    , m_close(new QToolButton)
    , m_detailText(new QLabel)
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detailText->setWordWrap(true);
    m_detailText->setTextFormat(Qt::PlainText);
    m_detailText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLook(m_detailText, Look::Small);
    setLook(m_details, Look::Link);
    m_close->setIcon(icon(u"close"_s, Role::DimText));
    m_close->setAccessibleName(tr("Dismiss"));
    m_close->setToolTip(tr("Dismiss"));

    auto *line = new QHBoxLayout;
    line->setSpacing(10);
    line->addWidget(m_glyph);
    line->addWidget(m_text, 1);
    line->addWidget(m_details);
    line->addWidget(m_action);
    line->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::panelPadding - 4, 6, metrics::grid, 6);
    layout->addLayout(line);
    layout->addWidget(m_detailText);

    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(m_details, &QPushButton::clicked, this, &MessageBar::showDetails);
    connect(m_action, &QPushButton::clicked, this, [this] {
        QAction *action = m_registry.action(m_notice.actionId);
        dismiss();
        if (action)
            action->trigger();
    });
    hide();
}

void MessageBar::showNotice(const Notice &notice)
{
    m_notice = notice;
    const ToneLook look = lookOf(notice.tone);
    setLook(this, look.bar);
    m_glyph->setPixmap(icon(look.icon, look.role).pixmap(16, 16));
    const QString why = notice.why.isEmpty() ? QString() : u" "_s + notice.why.toHtmlEscaped();
    m_text->setText(u"<b>%1</b>%2"_s.arg(notice.what.toHtmlEscaped(), why));
    QAction *action = m_registry.action(notice.actionId);
    m_action->setVisible(action != nullptr);
    if (action)
        m_action->setText(action->text().remove(u'&'));
    m_details->setVisible(!notice.details.isEmpty());
    m_detailText->setText(notice.details);
    m_detailText->hide();
    setAccessibleName(notice.what + u' ' + notice.why);
    show();
    if (notice.tone == NoticeTone::Good)
        QTimer::singleShot(goodNewsStay, this, [this, notice] {
            if (m_notice == notice)
                dismiss();
        });
}

void MessageBar::dismiss()
{
    m_notice = {};
    hide();
}

void MessageBar::showDetails()
{
    m_detailText->setVisible(m_detailText->isHidden());
}

} // namespace weir
