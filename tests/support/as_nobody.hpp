// Without the rights of root where the test has them: permissions then mean something.
// SPDX-License-Identifier: MIT
#pragma once

namespace litdex::test {

/// Acts as a user without rights until it is destroyed, where the test is run by root.
class AsNobody {
 public:
  AsNobody();
  ~AsNobody();
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  bool m_is_changed;
};

}  // namespace litdex::test
