// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/monkey/step.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace segmentdesk::monkey {

namespace {

struct Weight
{
    Step::Kind kind;
    quint32 parts; ///< of all parts
};

constexpr Weight weights[] = {
    {Step::Kind::Key, 24},  {Step::Kind::Type, 8},     {Step::Kind::Menu, 10},
    {Step::Kind::Entry, 8}, {Step::Kind::Control, 24}, {Step::Kind::Point, 6},
    {Step::Kind::Drag, 7},  {Step::Kind::Wheel, 4},    {Step::Kind::Resize, 3},
    {Step::Kind::Pause, 3}, {Step::Kind::Store, 3},
};

constexpr quint32 allParts()
{
    quint32 sum = 0;
    for (const Weight &weight : weights)
        sum += weight.parts;
    return sum;
}

} // namespace

Step Step::draw(quint64 seed, int number)
{
    const std::array<quint32, 3> source{quint32(seed), quint32(seed >> 32), quint32(number)};
    QRandomGenerator random(source.data(), qsizetype(source.size()));
    Step step;
    quint32 part = random.generate() % allParts();
    for (const Weight &weight : weights) {
        step.kind = weight.kind;
        if (part < weight.parts)
            break;
        part -= weight.parts;
    }
    for (quint32 &die : step.dice)
        die = random.generate();
    return step;
}

QString Step::name() const
{
    switch (kind) {
    case Kind::Key:
        return u"key"_s;
    case Kind::Type:
        return u"type"_s;
    case Kind::Menu:
        return u"menu"_s;
    case Kind::Entry:
        return u"entry"_s;
    case Kind::Control:
        return u"control"_s;
    case Kind::Point:
        return u"point"_s;
    case Kind::Drag:
        return u"drag"_s;
    case Kind::Wheel:
        return u"wheel"_s;
    case Kind::Resize:
        return u"resize"_s;
    case Kind::Pause:
        return u"pause"_s;
    case Kind::Store:
        return u"store"_s;
    }
    return {};
}

} // namespace segmentdesk::monkey
