// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

namespace segmentdesk::bench {

/// One thing that was measured, several times, and what it should be.
struct Figure
{
    enum class Goal { None, AtLeast, AtMost, Exactly };
    /// Which of the runs stands for all: what must never happen is judged by its worst run.
    enum class Of { Median, Worst };

    QString name;
    QString unit; ///< empty: a ratio or a count
    Goal goal = Goal::None;
    double limit = 0;
    Of of = Of::Median;
    QList<double> runs;

    double value() const;
    bool isMet() const;
    QJsonObject toJson() const;
};

/// What one command measured, or why it could not.
struct Report
{
    QString command;
    QList<Figure> figures;
    QString missing; ///< what the machine lacks, in plain words
    QString failure; ///< what went wrong, in plain words

    /// Adds a run to the figure of this name, which is made if it is not there.
    void add(const QString &name, const QString &unit, Figure::Goal goal, double limit,
             double value, Figure::Of of = Figure::Of::Median);
    bool isMet() const;
    QJsonObject toJson() const;
    void print() const;
};

double median(QList<double> values);
/// The value that @p part of the values (0 to 1) do not exceed.
double percentile(QList<double> values, double part);

} // namespace segmentdesk::bench
