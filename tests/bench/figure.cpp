// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/figure.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace segmentdesk::bench {

namespace {

QString shown(double value)
{
    if (value == std::floor(value) && std::abs(value) < 1e15)
        return QString::number(value, 'f', 0);
    return QString::number(value, 'f', std::abs(value) < 10 ? 3 : 1);
}

QString shownGoal(const Figure &figure)
{
    switch (figure.goal) {
    case Figure::Goal::None:
        return {};
    case Figure::Goal::AtLeast:
        return u">= "_s + shown(figure.limit);
    case Figure::Goal::AtMost:
        return u"<= "_s + shown(figure.limit);
    case Figure::Goal::Exactly:
        return u"= "_s + shown(figure.limit);
    }
    return {};
}

} // namespace

double median(QList<double> values)
{
    if (values.isEmpty())
        return std::nan("");
    std::sort(values.begin(), values.end());
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 ? values.at(middle) : (values.at(middle - 1) + values.at(middle)) / 2;
}

double percentile(QList<double> values, double part)
{
    if (values.isEmpty())
        return std::nan("");
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<qsizetype>(std::ceil(part * double(values.size())));
    return values.at(std::clamp<qsizetype>(rank - 1, 0, values.size() - 1));
}

double Figure::value() const
{
    if (of == Of::Median || runs.isEmpty())
        return median(runs);
    switch (goal) {
    case Goal::AtLeast:
        return *std::min_element(runs.begin(), runs.end());
    case Goal::Exactly:
        return *std::max_element(runs.begin(), runs.end(), [this](double a, double b) {
            return std::abs(a - limit) < std::abs(b - limit);
        });
    case Goal::AtMost:
    case Goal::None:
        break;
    }
    return *std::max_element(runs.begin(), runs.end());
}

bool Figure::isMet() const
{
    // Written so that a figure that is not a number is not met.
    switch (goal) {
    case Goal::None:
        return true;
    case Goal::AtLeast:
        return value() >= limit;
    case Goal::AtMost:
        return value() <= limit;
    case Goal::Exactly:
        return value() == limit;
    }
    return false;
}

QJsonObject Figure::toJson() const
{
    QJsonArray all;
    for (double run : runs)
        all.append(run);
    QJsonObject json{{u"name"_s, name},
                     {u"value"_s, value()},
                     {u"unit"_s, unit},
                     {u"of"_s, of == Of::Median ? u"median"_s : u"worst"_s},
                     {u"runs"_s, all}};
    if (goal != Goal::None) {
        json.insert(u"goal"_s, shownGoal(*this));
        json.insert(u"limit"_s, limit);
        json.insert(u"met"_s, isMet());
    }
    return json;
}

void Report::add(const QString &name, const QString &unit, Figure::Goal goal, double limit,
                 double value, Figure::Of of)
{
    auto figure = std::find_if(figures.begin(), figures.end(),
                               [&name](const Figure &each) { return each.name == name; });
    if (figure == figures.end()) {
        figures.append({name, unit, goal, limit, of, {}});
        figure = figures.end() - 1;
    }
    figure->runs.append(value);
}

bool Report::isMet() const
{
    return failure.isEmpty() && missing.isEmpty()
        && std::all_of(figures.begin(), figures.end(),
                       [](const Figure &figure) { return figure.isMet(); });
}

QJsonObject Report::toJson() const
{
    QJsonArray all;
    for (const Figure &figure : figures)
        all.append(figure.toJson());
    QJsonObject json{{u"command"_s, command}, {u"met"_s, isMet()}, {u"figures"_s, all}};
    if (!missing.isEmpty())
        json.insert(u"missing"_s, missing);
    if (!failure.isEmpty())
        json.insert(u"failure"_s, failure);
    return json;
}

void Report::print() const
{
    std::printf("%s\n", qUtf8Printable(command));
    for (const Figure &figure : figures) {
        const char *verdict = figure.goal == Figure::Goal::None ? ""
            : figure.isMet()                                    ? "met"
                                                                : "MISSED";
        const QString range = figure.runs.size() < 2
            ? QString()
            : QString(u"("_s + shown(*std::min_element(figure.runs.begin(), figure.runs.end()))
                      + u" to "_s + shown(*std::max_element(figure.runs.begin(), figure.runs.end()))
                      + u")"_s);
        std::printf("  %-52s %10s %-3s %-10s %-7s %s\n", qUtf8Printable(figure.name),
                    qUtf8Printable(shown(figure.value())), qUtf8Printable(figure.unit),
                    qUtf8Printable(shownGoal(figure)), verdict, qUtf8Printable(range));
    }
    if (!missing.isEmpty())
        std::printf("  missing: %s\n", qUtf8Printable(missing));
    if (!failure.isEmpty())
        std::printf("  failed: %s\n", qUtf8Printable(failure));
    std::fflush(stdout);
}

} // namespace segmentdesk::bench
