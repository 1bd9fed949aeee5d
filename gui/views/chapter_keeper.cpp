// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/views/chapter_keeper.h"

#include <algorithm>

#include "gui/bridge/qt_text.h"
#include "gui/models/chapter_file.h"
#include "gui/views/chapter_list.h"
#include "gui/views/timeline_widget.h"

namespace gui {

ChapterKeeper::ChapterKeeper(RunSession& session, TimelineWidget& timeline, ChapterList& list)
    : QObject(&timeline), m_session(session), m_timeline(timeline)
{
    connect(&session, &RunSession::opened, this, &ChapterKeeper::read);
    connect(&timeline, &TimelineWidget::chaptersChanged, this, [this, &list] {
        list.setOwn(m_timeline.chapters());
        if (!m_isReading) {
            write();
        }
    });
    connect(&list, &ChapterList::removalWanted, this, [this](const Chapter& chapter) {
        std::vector<Chapter> left = m_timeline.chapters();
        if (const auto found = std::ranges::find(left, chapter); found != left.end()) {
            left.erase(found);
            m_timeline.setChapters(std::move(left));
        }
    });
}

void ChapterKeeper::read()
{
    auto chapters = readChapters(chapterFileOf(m_session.description().file));
    if (!chapters) {
        Q_EMIT failed(qtText(chapters.error().message));
        return;
    }
    m_isReading = true;
    m_timeline.setChapters(std::move(*chapters));
    m_isReading = false;
}

void ChapterKeeper::write()
{
    const std::filesystem::path file = chapterFileOf(m_session.description().file);
    if (file.empty()) {
        return; // a run that is not kept keeps no chapters
    }
    const auto written = writeChapters(file, m_timeline.chapters(), m_session.description().axis);
    if (!written) {
        Q_EMIT failed(tr("The chapters are not kept: %1").arg(qtText(written.error().message)));
    }
}

} // namespace gui
