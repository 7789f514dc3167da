// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/feature/messagebar.h"

#include "ui/feature/actionregistry.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/look.h"
#include "ui/theme/metrics.h"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

namespace weir {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostDetailLines = 12; // more are scrolled
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
    , m_buttons(new QHBoxLayout)
    , m_details(new QPushButton)
    , m_close(new QToolButton)
    , m_detailText(new QPlainTextEdit)
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detailText->setReadOnly(true);
    m_detailText->setFrameShape(QFrame::NoFrame);
    m_detailText->setFont(weir::font(TextStyle::Small));
    m_detailText->setAccessibleName(tr("Details"));
    m_detailText->setTabChangesFocus(true);
    setLook(m_details, Look::Link);
    m_close->setIcon(icon(u"close"_s, Role::DimText));
    m_close->setAccessibleName(tr("Dismiss"));
    m_close->setToolTip(tr("Dismiss"));

    auto *line = new QHBoxLayout;
    line->setSpacing(10);
    line->addWidget(m_glyph);
    line->addWidget(m_text, 1);
    line->addWidget(m_details);
    line->addLayout(m_buttons);
    line->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::panelPadding - 4, 6, metrics::grid, 6);
    layout->addLayout(line);
    layout->addWidget(m_detailText);

    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(m_details, &QPushButton::clicked, this, &MessageBar::showDetails);
    hide();
}

QPushButton *MessageBar::makeButton(const QString &actionId)
{
    QAction *action = m_registry.action(actionId);
    if (!action)
        return nullptr;
    auto *button = new QPushButton(action->iconText());
    button->setToolTip(action->toolTip());
    button->setAutoDefault(true);
    m_buttons->addWidget(button);
    connect(button, &QPushButton::clicked, action, [this, action] {
        dismiss();
        action->trigger();
    });
    return button;
}

void MessageBar::showNotice(const Notice &notice)
{
    m_notice = notice;
    const ToneLook look = lookOf(notice.tone);
    setLook(this, look.bar);
    m_glyph->setPixmap(icon(look.icon, look.role).pixmap(16, 16));
    const QString why = notice.why.isEmpty() ? QString() : u" "_s + notice.why.toHtmlEscaped();
    m_text->setText(u"<b>%1</b>%2"_s.arg(notice.what.toHtmlEscaped(), why));
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    QPushButton *helps = makeButton(notice.actionId);
    for (const QString &id : notice.otherActionIds)
        makeButton(id);
    m_details->setVisible(!notice.details.isEmpty());
    m_details->setText(notice.detailsTitle.isEmpty() ? tr("Details") : notice.detailsTitle);
    m_detailText->setPlainText(notice.details);
    const int lines = std::clamp(int(notice.details.count(u'\n')) + 1, 1, mostDetailLines);
    m_detailText->setFixedHeight(lines * m_detailText->fontMetrics().lineSpacing() + 12);
    m_detailText->hide();
    setAccessibleName(notice.what + u' ' + notice.why);
    show();
    if (helps && notice.focused)
        helps->setFocus(Qt::OtherFocusReason);
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
