// Without the rights of root where the test has them: permissions then mean something.
// SPDX-License-Identifier: MIT
#include "support/as_nobody.hpp"

#include <unistd.h>

#include <cstdlib>

namespace litdex::test {

AsNobody::AsNobody() : m_is_changed(geteuid() == 0 && seteuid(65534) == 0) {}

AsNobody::~AsNobody() {
  // A test that went on without its rights would test something else.
  if (m_is_changed && seteuid(0) != 0) std::abort();
}

}  // namespace litdex::test
