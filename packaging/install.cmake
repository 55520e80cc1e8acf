# SPDX-FileCopyrightText: 2026 Segment Desk contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# What `cmake --install` puts where, and `cpack` into a Debian package.
include(GNUInstallDirs)
install(TARGETS segmentdesk segmentdesk-sandbox)
install(FILES "${CMAKE_SOURCE_DIR}/packaging/segmentdesk.desktop"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
install(FILES "${CMAKE_SOURCE_DIR}/packaging/segmentdesk.metainfo.xml"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo" RENAME org.segmentdesk.segmentdesk.metainfo.xml)
install(FILES "${CMAKE_SOURCE_DIR}/resources/segmentdesk.svg"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps")
install(FILES "${CMAKE_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/segmentdesk"
        RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME segmentdesk)
set(CPACK_PACKAGE_CONTACT "Segment Desk contributors")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Plugins that no library asks for: the database, and the drawing of icons.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6sql6-sqlite, libqt6svg6")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-noto-core, fonts-noto-cjk")
set(CPACK_STRIP_FILES ON)
include(CPack)
