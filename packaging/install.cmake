# SPDX-FileCopyrightText: 2026 Segment Desk contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# What `cmake --install` puts where. Packages are made of this: packaging/package, packaging/bundle, packaging/flatpak.
include(GNUInstallDirs)
install(TARGETS segmentdesk segmentdesk-sandbox BUNDLE DESTINATION .)
install(FILES "${CMAKE_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DATADIR}/licenses/segmentdesk")
if(WIN32 OR APPLE)
    # With the libraries and plugins of Qt that the programs need.
    qt_generate_deploy_app_script(TARGET segmentdesk OUTPUT_SCRIPT deploy)
    install(SCRIPT "${deploy}")
    return()
endif()

# The menu entry, and what says in a catalog what this is.
set(id org.segmentdesk.segmentdesk)
install(FILES "${CMAKE_SOURCE_DIR}/packaging/segmentdesk.desktop" DESTINATION "${CMAKE_INSTALL_DATADIR}/applications"
        RENAME ${id}.desktop)
install(FILES "${CMAKE_SOURCE_DIR}/packaging/segmentdesk.metainfo.xml" DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo"
        RENAME ${id}.metainfo.xml)

# The icon, and the sizes that panels want without drawing SVG.
set(icons "${CMAKE_INSTALL_DATADIR}/icons/hicolor")
install(FILES "${CMAKE_SOURCE_DIR}/resources/segmentdesk.svg" DESTINATION "${icons}/scalable/apps" RENAME ${id}.svg)
find_program(SEGMENTDESK_RSVG rsvg-convert)
if(SEGMENTDESK_RSVG)
    set(pictures)
    foreach(size IN ITEMS 16 22 24 32 48 64 128 256 512)
        set(picture "${CMAKE_BINARY_DIR}/icons/${size}.png")
        add_custom_command(OUTPUT "${picture}"
            COMMAND "${SEGMENTDESK_RSVG}" --width ${size} --height ${size} --output "${picture}"
                    "${CMAKE_SOURCE_DIR}/resources/segmentdesk.svg"
            DEPENDS "${CMAKE_SOURCE_DIR}/resources/segmentdesk.svg" VERBATIM)
        list(APPEND pictures "${picture}")
        install(FILES "${picture}" DESTINATION "${icons}/${size}x${size}/apps" RENAME ${id}.png)
    endforeach()
    file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/icons")
    add_custom_target(icons ALL DEPENDS ${pictures})
else()
    message(STATUS "Without rsvg-convert the icon is installed as SVG only")
endif()

# Manual pages and completions, see app/options.
set(manual "${CMAKE_BINARY_DIR}/manual")
foreach(program IN ITEMS segmentdesk segmentdesk-sandbox)
    install(FILES "${manual}/${program}.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
    install(FILES "${manual}/${program}.bash" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
            RENAME ${program})
    install(FILES "${manual}/${program}.zsh" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions"
            RENAME _${program})
    install(FILES "${manual}/${program}.fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
endforeach()

# Units that a user may enable for a store; nothing runs by being installed.
install(FILES "${CMAKE_SOURCE_DIR}/packaging/systemd/segmentdesk-backup@.service"
              "${CMAKE_SOURCE_DIR}/packaging/systemd/segmentdesk-backup@.timer"
        DESTINATION lib/systemd/user)
