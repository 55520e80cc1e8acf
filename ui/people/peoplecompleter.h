// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/domain/ids.h"
#include "models/domain/result.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

class QCompleter;
class QKeyEvent;
class QPlainTextEdit;
class QStandardItemModel;

namespace segmentdesk {

/// Completes the names of people in a text of ids and addresses: whose name begins like that is
/// offered below, and choosing one puts their e-mail address (or customer id) in its place.
class PeopleCompleter : public QObject
{
    Q_OBJECT

public:
    struct Suggestion
    {
        QString name;
        QString email; ///< may be empty
        CustomerId id{};
    };
    /// Finds people for what was typed, at most maxShown of them are shown.
    using Find = std::function<void(const QString &typed, QObject *context,
                                    Callback<QList<Suggestion>> callback)>;
    static constexpr int maxShown = 8;

    PeopleCompleter(QPlainTextEdit *edit, Find find);
    ~PeopleCompleter() override;

    /// Whether the list is open and takes this key: the text must not.
    bool takes(const QKeyEvent &event) const;

private:
    QString typed() const;
    void look();
    void show(const QString &typed, const QList<Suggestion> &people);
    void choose(const QString &text);

    QPlainTextEdit *m_edit;
    Find m_find;
    QCompleter *m_completer;
    QStandardItemModel *m_model;
    QTimer m_later;
    std::unique_ptr<QObject> m_looking;
};

} // namespace segmentdesk
