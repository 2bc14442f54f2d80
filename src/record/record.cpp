// SPDX-License-Identifier: MIT
#include "record/record.hpp"

namespace litdex::record {

FieldSet Record::given() const {
  FieldSet set;
  for (const FieldInfo& info : k_fields) {
    if ((*this)[info.field]) set.add(info.field);
  }
  return set;
}

}  // namespace litdex::record
