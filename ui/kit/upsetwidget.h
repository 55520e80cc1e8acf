// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractScrollArea>
#include <QImage>
#include <QList>
#include <QSet>
#include <QString>

class QPainter;

namespace segmentdesk {

struct Theme;

/// What an UpSet plot shows: sets, and how many are in exactly which of them.
struct UpSetData
{
    struct Set
    {
        QString name; ///< safe to show
        int marker = 0;
        qint64 size = 0;
    };
    struct Column
    {
        quint32 sets = 0; ///< bit i: is in sets[i]; never 0, each once
        qint64 people = 0;
    };

    QList<Set> sets;
    QList<Column> columns; ///< in the order of the plot

    /// The names of a column's sets in words: "VIP and Lapsed 90 days".
    QString namesOf(quint32 column) const;
    /// A column in words: "VIP and Lapsed 90 days: 1,412 people".
    QString words(const Column &column) const;
};

/// Bars over a matrix of dots: each column counts who is in exactly the dotted sets. A click
/// chooses a column, Ctrl+click adds one; the arrow keys move, Space adds, Esc lets go. Paints only
/// the columns on the screen, so there may be any number of them. A painter, and one idea: layout,
/// drawing and hit test share each measure, so its file stays in one piece.
class UpSetWidget : public QAbstractScrollArea
{
    Q_OBJECT

public:
    /// Columns that a saved picture holds at most: a wider one could not be opened anywhere.
    static constexpr int maxPictureColumns = 200;

    explicit UpSetWidget(QWidget *parent = nullptr);

    /// What was chosen stays chosen if its column is still there.
    void setData(const UpSetData &data);
    const UpSetData &data() const { return m_data; }

    /// Columns by their sets. Emits nothing.
    void setChosen(const QSet<quint32> &columns);
    const QSet<quint32> &chosen() const { return m_chosen; }
    /// The column that the keys are at, -1: none yet.
    int currentColumn() const { return m_current; }
    void setCurrentColumn(int column) { setCurrent(column); }
    /// Where a column stands in the viewport (bar and dots).
    QRect columnRect(int column) const;

    /// What stands above the plot in a picture of it.
    struct Caption
    {
        QString title;
        QString subtitle;
    };
    /// All of it with its caption, in light colors whatever the window's, twice as fine as the
    /// screen; at most maxPictureColumns.
    QImage picture(const Caption &caption) const;

    /// The distance of lines of an axis up to @p highest: 1, 2 or 5 times a power of ten, so that
    /// there are at most @p most of them. At least 1: there are no half people.
    static qint64 tickStep(qint64 highest, int most);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The user chose; not after setChosen().
    void chosenChanged(const QSet<quint32> &columns);
    void currentColumnChanged(int column);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Shape;

    Shape shape(const QSize &room, bool asPicture = false) const;
    int namesWidth() const;
    void draw(QPainter *painter, const Shape &shape, const QSize &room, int dx, int dy,
              const Theme &theme, bool asPicture) const;
    void drawAxis(QPainter *painter, const Shape &shape, int right, const Theme &theme) const;
    void drawNames(QPainter *painter, const Shape &shape, const Theme &theme) const;
    void drawColumn(QPainter *painter, const Shape &shape, int column, int x, const Theme &theme,
                    bool asPicture) const;
    int columnAt(const QPoint &position) const;
    void setHovered(int column);
    void setCurrent(int column);
    void choose(int column, bool add);
    void updateScrollBars();
    void updateWords();

    UpSetData m_data;
    QSet<quint32> m_chosen;
    qint64 m_highest = 0; ///< people of the highest column
    mutable int m_namesWidth = -1; ///< what the names would like; -1: to be measured
    int m_current = -1;
    int m_hovered = -1;
    bool m_keys = false; ///< the ring shows only to those who use the keys
};

} // namespace segmentdesk
