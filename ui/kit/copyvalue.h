// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/typography.h"

#include <QWidget>

class QToolButton;

namespace segmentdesk {

class ElidedLabel;

/// A value with a button that copies it, for ids, hashes and paths. Of long ids only the ends
/// are shown.
class CopyValue : public QWidget
{
    Q_OBJECT

public:
    /// what: the name of the value, for screen readers ("Customer ID").
    explicit CopyValue(const QString &what, TypeRole type = TypeRole::Body,
                       QWidget *parent = nullptr);

    void setValue(const QString &value);
    QString value() const { return m_value; }

Q_SIGNALS:
    void copied(const QString &value);

private:
    ElidedLabel *m_label;
    QToolButton *m_button;
    QString m_value;
    QString m_what;
};

} // namespace segmentdesk
