// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/openpoints.h"
#include "core/document/outline.h"
#include "core/simulation/report.h"

namespace weir {

/// What goes into a document beside the design.
struct DocumentInput
{
    const Report *report = nullptr; ///< A simulation's figures for the sizing; may be nullptr.
    bool showsOpenPoints = true;
};

/// The Event Architecture Document: title and the six sections of the specification, generated from the model. What the model
/// does not say is listed in the section's open points, never made up. Hand-written blocks (`docs/`) stand in the section they
/// are named after, else in the overview.
Outline eventDocument(const Catalog &catalog, const DocumentInput &input = {});

} // namespace weir
