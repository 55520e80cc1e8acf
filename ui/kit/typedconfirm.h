// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/kit/dialogframe.h"

#include <QLineEdit>
#include <QLocale>

namespace segmentdesk {

/// One line of what a dangerous act means.
struct ConfirmPoint
{
    enum class Kind {
        Lost, ///< ✕
        Kept, ///< ✓
        Know, ///< triangle
        Undo, ///< undo arrow
    };
    Kind kind = Kind::Know;
    QString text; ///< rich text: <b> for counts; escape names
};

/// Everything that a TypedConfirm says.
struct TypedConfirmWords
{
    QString windowTitle; ///< "Delete segment"
    QString heading; ///< "Delete “VIP”?"
    QList<ConfirmPoint> points;
    QString prompt; ///< rich text: "Type the number of members, <b>2,115</b>"
    /// What must be typed; below 0: not known (yet), nothing is right. Of one or none nothing is
    /// typed: the question itself is enough.
    qint64 number = 0;
    QString keep; ///< "Keep segment", the default button
    QString danger; ///< "Delete segment"
    QString dangerIcon; ///< such as "trash"
};

/// Asks to type a number before something is lost. The dangerous button is armed only while the
/// number matches. Enter in the field closes nothing: it says what is missing, or which button goes
/// on. accepted() means: do it.
class TypedConfirm : public DialogFrame
{
    Q_OBJECT

public:
    explicit TypedConfirm(const TypedConfirmWords &words, QWidget *parent = nullptr);

    /// Says something else, such as once a number is known. What was typed stays.
    void setWords(const TypedConfirmWords &words);
    /// Whether a number has to be typed at all.
    bool isTyped() const { return m_number != 0 && m_number != 1; }

    /// As high as the words need at the fixed width.
    QSize sizeHint() const override;

    QLineEdit *field() const { return m_field; }
    QPushButton *keepButton() const { return m_keep; }
    QPushButton *dangerButton() const { return m_danger; }

    /// Whether a text is the number, with or without the separators of the locale (or spaces).
    static bool matches(const QString &text, qint64 number, const QLocale &locale);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    /// Takes the height that the words need, at the width that is fixed.
    void grow();

private:
    void check();
    void sayHint();

    qint64 m_number = -1;
    QVBoxLayout *m_points;
    QList<QWidget *> m_rows;
    Label *m_prompt;
    QLineEdit *m_field;
    Label *m_hint; ///< under the field: what Enter found missing
    QAction *m_tick;
    QPushButton *m_keep;
    QPushButton *m_danger;
};

} // namespace segmentdesk
