#ifndef WINDOWLM_TOOLS_PLOT_XML_TEXT_H_
#define WINDOWLM_TOOLS_PLOT_XML_TEXT_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// `bytes` as the text of an XML 1.0 element or attribute: what is not UTF-8 becomes U+FFFD, what
// XML cannot hold becomes a space, and special characters are escaped. If there are more than
// `most` characters (Unicode code points), the last `most` are kept, behind "...".
std::string XmlText(absl::string_view bytes, size_t most);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_PLOT_XML_TEXT_H_
