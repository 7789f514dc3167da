// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace weir {

enum class ParticipantKind : quint8 { Actor, Service, Database, Outbox, Worker, External };

struct Participant
{
    QString id;
    QString alias; ///< Short name in diagrams; the id when empty.
    QString name;
    ParticipantKind kind = ParticipantKind::Service;

    bool operator==(const Participant &) const = default;
};

enum class StepKind : quint8 { Message, Reply, Loop, Alt, Transaction, Note };

/// One step of a flow. In the file the key that names the kind holds the text:
///
/// `{"message": "POST /register", "from": "user", "to": "api"}`, `{"reply": "201 Created", "from": …, "to": …}`,
/// `{"loop": "Every 5 seconds", "steps": […]}`, `{"alt": "card declined", "steps": […], "else": […]}`,
/// `{"transaction": "db", "from": "api", "steps": […]}` (BEGIN TRANSACTION and COMMIT go to the named participant),
/// `{"note": "text", "over": ["api"]}`.
struct FlowStep
{
    StepKind kind = StepKind::Message;
    QString text;     ///< The participant's id for a transaction.
    QString from, to; ///< Participants' ids.
    QStringList over; ///< Note only.
    QList<FlowStep> steps;
    QList<FlowStep> otherwise; ///< `else` of an alt.

    bool operator==(const FlowStep &other) const;
};

/// A named use case, told as a sequence of messages.
struct Flow
{
    QString id;
    QString name;
    QString summary;
    QList<Participant> participants;
    QList<FlowStep> steps;

    QString title() const { return name.isEmpty() ? id : name; }
    bool operator==(const Flow &) const = default;
};

} // namespace weir

Q_DECLARE_TYPEINFO(weir::Flow, Q_RELOCATABLE_TYPE);
