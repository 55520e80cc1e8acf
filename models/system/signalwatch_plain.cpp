// SPDX-FileCopyrightText: 2026 Segment Desk contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/system/side.h"
#include "models/system/signalwatch.h"

#ifndef SEGMENTDESK_POSIX

#include <QTimer>

#include <chrono>
#include <csignal>
#include <cstdlib>

namespace segmentdesk {

namespace {

constexpr std::chrono::milliseconds lookEvery{100};
int plainExitBase = 0;
volatile std::sig_atomic_t plainSignal = 0;

void onPlainSignal(int number)
{
    if (plainSignal != 0)
        std::_Exit(plainExitBase + number);
    plainSignal = number;
    std::signal(number, onPlainSignal); // some systems take the handler away
}

} // namespace

SignalWatch::SignalWatch(int exitBase, QObject *parent) : QObject(parent)
{
    plainExitBase = exitBase;
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [this, timer] {
        if (plainSignal == 0)
            return;
        timer->stop();
        Q_EMIT received(plainSignal);
    });
    timer->start(lookEvery);
    for (const int number : {SIGINT, SIGTERM}) {
        if (std::signal(number, onPlainSignal) == SIG_IGN)
            std::signal(number, SIG_IGN);
    }
}

} // namespace segmentdesk

#endif
