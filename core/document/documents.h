// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Everything that writes documents: outlines of a design (eventDocument(), eventCatalog()), what it leaves open
/// (openPoints()), and the writers (toMarkdown(), toHtml(), toRichText(), toMermaid(), toSvg()).
#include "core/document/eventcatalog.h"
#include "core/document/eventdocument.h"
#include "core/document/htmlwriter.h"
#include "core/document/markdownwriter.h"
#include "core/document/mermaidwriter.h"
#include "core/document/openpoints.h"
#include "core/document/queuesizing.h"
#include "core/document/richtextwriter.h"
#include "core/document/svgwriter.h"
