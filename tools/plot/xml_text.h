#ifndef WINDOWLM_TOOLS_PLOT_XML_TEXT_H_
#define WINDOWLM_TOOLS_PLOT_XML_TEXT_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// Any bytes as the text of an XML 1.0 element or attribute: what is not UTF-8 becomes U+FFFD, what
// XML cannot hold a space, and its special characters are escaped. Of more than `most` characters
// (Unicode code points), the last are kept, after "...".
std::string XmlText(absl::string_view bytes, size_t most);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_PLOT_XML_TEXT_H_
