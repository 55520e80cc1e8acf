// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/people/peoplecompleter.h"

#include "ui/kit/typography.h"
#include "ui/words/words.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace segmentdesk {

namespace {

constexpr int pauseMs = 120;
constexpr int shortest = 2;
constexpr int longest = 60;
constexpr int InsertRole = Qt::UserRole + 1;

} // namespace

PeopleCompleter::PeopleCompleter(QPlainTextEdit *edit, Find find)
    : QObject(edit), m_edit(edit), m_find(std::move(find)), m_completer(new QCompleter(this)),
      m_model(new QStandardItemModel(this))
{
    m_completer->setModel(m_model);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(maxShown);
    m_completer->setWidget(m_edit);
    m_completer->popup()->setObjectName(u"peopleSuggestions"_s);
    m_completer->popup()->setAccessibleName(tr("People"));
    m_later.setSingleShot(true);
    m_later.setInterval(pauseMs);
    connect(&m_later, &QTimer::timeout, this, &PeopleCompleter::look);
    connect(m_edit, &QPlainTextEdit::textChanged, &m_later, qOverload<>(&QTimer::start));
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) { choose(index.data(InsertRole).toString()); });
}

PeopleCompleter::~PeopleCompleter() = default;

bool PeopleCompleter::takes(const QKeyEvent &event) const
{
    if (!m_completer->popup()->isVisible())
        return false;
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return m_completer->popup()->currentIndex().isValid();
    case Qt::Key_Escape:
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true;
    default:
        return false;
    }
}

/// What stands before the cursor since the last separator; names have blanks in them.
QString PeopleCompleter::typed() const
{
    const QTextCursor cursor = m_edit->textCursor();
    if (cursor.hasSelection())
        return {};
    const QString line = cursor.block().text().left(cursor.positionInBlock());
    const qsizetype from = std::max(line.lastIndexOf(u','), line.lastIndexOf(u';')) + 1;
    return line.mid(from).trimmed();
}

void PeopleCompleter::look()
{
    m_looking.reset();
    const QString text = typed();
    const bool isName =
        std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.isLetter(); });
    if (!m_edit->hasFocus() || !isName || text.size() < shortest || text.size() > longest) {
        m_completer->popup()->hide();
        return;
    }
    m_looking = std::make_unique<QObject>();
    m_find(text, m_looking.get(), [this, text](const Result<QList<Suggestion>> &people) {
        if (people && typed() == text)
            show(text, *people);
    });
}

void PeopleCompleter::show(const QString &typed, const QList<Suggestion> &people)
{
    m_model->clear();
    for (const Suggestion &person : people.mid(0, maxShown)) {
        const QString insert =
            person.email.isEmpty() ? QString::number(toNumber(person.id)) : person.email;
        if (insert.compare(typed, Qt::CaseInsensitive) == 0)
            continue; // is there already
        const QString name = words::shortened(person.name);
        auto *item = new QStandardItem(
            name.isEmpty() ? words::shown(insert) : tr("%1, %2").arg(name, words::shown(insert)));
        item->setData(insert, InsertRole);
        m_model->appendRow(item);
    }
    if (m_model->rowCount() == 0) {
        m_completer->popup()->hide();
        return;
    }
    QRect at = m_edit->cursorRect();
    at.translate(m_edit->viewport()->pos());
    at.setWidth(std::min(px(420, m_edit), m_edit->width() - at.x()));
    m_completer->complete(at);
    // Enter takes the first for a name; an address that is typed may be whole as it is.
    if (!typed.contains(u'@'))
        m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(0, 0));
}

void PeopleCompleter::choose(const QString &text)
{
    QTextCursor cursor = m_edit->textCursor();
    const QString line = cursor.block().text().left(cursor.positionInBlock());
    qsizetype from = std::max(line.lastIndexOf(u','), line.lastIndexOf(u';')) + 1;
    while (from < line.size() && line.at(from).isSpace())
        ++from;
    cursor.setPosition(cursor.block().position() + int(from), QTextCursor::MoveAnchor);
    cursor.setPosition(cursor.block().position() + int(line.size()), QTextCursor::KeepAnchor);
    cursor.insertText(text + u'\n');
    m_edit->setTextCursor(cursor);
    m_later.stop();
}

} // namespace segmentdesk
