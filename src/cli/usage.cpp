// SPDX-License-Identifier: MIT
#include "cli/usage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

#include "base/text.hpp"
#include "cli/cli11.hpp"
#include "cli/wording.hpp"

namespace litdex::cli::usage {
namespace {

using base::Error;
using base::ExitCode;

/// The program, or the innermost subcommand that was called.
const CLI::App& called(const CLI::App& app) {
  const std::vector<CLI::App*> parsed = app.get_subcommands();
  return parsed.empty() ? app : called(*parsed.back());
}

/// No argument can contain it, so it is no part of one.
constexpr char k_guard = '\0';

std::string without_guard(std::string& argument) {
  if (!argument.empty() && argument.back() == k_guard) argument.pop_back();
  return {};
}

/// How the command is called: "litdex migrate up".
std::string full_name(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return parent == nullptr ? app.get_name() : full_name(*parent) + ' ' + app.get_name();
}

std::string help_hint(const CLI::App& app) { return fmt::format("{} --help shows what is possible", full_name(app)); }

Error misspelt(const CLI::App& app, std::string_view kind, const std::string& word,
               const std::vector<std::string>& names) {
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  std::string message = fmt::format("unknown {} '{}'", kind, word);
  if (const auto near = nearest(word, candidates)) message += fmt::format("; did you mean '{}'?", *near);
  return {ExitCode::usage, message, help_hint(app)};
}

std::vector<std::string> subcommand_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(sub->get_name());
  return names;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

bool looks_like_option(const std::string& word) { return word.size() > 1 && word.front() == '-' && word != "--"; }

/// The first left-over word that is no option, where the command would take a subcommand.
std::optional<std::string> unknown_command(const CLI::App& app) {
  if (subcommand_names(app).empty()) return std::nullopt;
  for (const std::string& word : app.remaining()) {
    if (!looks_like_option(word)) return word;
  }
  return std::nullopt;
}

std::string option_name(const std::string& word) { return word.substr(0, word.find('=')); }

/// An option that stands before the command that it belongs to: it is left over in a command further out.
Error misplaced(const CLI::App& outer, const CLI::App& command) {
  const std::string name = option_name(outer.remaining().front());
  const std::vector<std::string> known = option_names(command);
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    return misspelt(outer, "option", name, option_names(outer));
  }
  return {ExitCode::usage, fmt::format("{} goes behind {}", name, command.get_name()), help_hint(command)};
}

Error unexpected(const CLI::App& app) {
  if (const auto word = unknown_command(app)) return misspelt(app, "command", *word, subcommand_names(app));
  for (const CLI::App* outer = app.get_parent(); outer != nullptr; outer = outer->get_parent()) {
    if (!outer->remaining().empty() && app.remaining().empty()) return misplaced(*outer, app);
  }
  const std::vector<std::string> words = app.remaining();
  const std::string word = words.empty() ? "" : words.front();
  if (!looks_like_option(word)) return {ExitCode::usage, fmt::format("unexpected '{}'", word), help_hint(app)};
  const std::string name = option_name(word);
  Error error = misspelt(app, "option", name, option_names(app));
  const bool takes_text = !app.get_options([](const CLI::Option* option) { return option->get_positional(); }).empty();
  if (!takes_text) return error;
  return {ExitCode::usage, error.message(),
          fmt::format("{}; words that begin with a dash go behind --", help_hint(app))};
}

/// The parser's own message, where that is good enough.
std::string in_our_words(const std::string& message) {
  constexpr std::string_view k_flag_with_value = " was given a disallowed flag override";
  if (!message.ends_with(k_flag_with_value)) return message;
  return fmt::format("--{} takes no value", message.substr(0, message.size() - k_flag_with_value.size()));
}

/// All of `text` as a number; none where it is something else.
template <typename Number>
std::optional<Number> parse(const std::string& text) {
  Number value{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

std::string not_between(const std::string& text, std::string_view kind, std::int64_t lowest, std::int64_t highest) {
  return fmt::format("'{}' is no {} from {} to {}", text, kind, lowest,
                     base::with_commas(static_cast<std::uint64_t>(highest)));
}

}  // namespace

CLI::Validator number(double highest) {
  return {[highest](std::string& text) {
            const auto value = parse<double>(text);
            // Not a number is neither less nor greater.
            const bool is_right = value && *value >= 0 && *value <= highest;
            return is_right ? std::string() : not_between(text, "number", 0, std::llround(highest));
          },
          ""};
}

CLI::Validator whole_number(std::int64_t lowest, std::int64_t highest) {
  return {[lowest, highest](std::string& text) {
            const auto value = parse<std::int64_t>(text);
            const bool is_right = value && *value >= lowest && *value <= highest;
            return is_right ? std::string() : not_between(text, "whole number", lowest, highest);
          },
          ""};
}

std::vector<std::string> guarded_arguments(int argc, char** argv) {
  std::vector<std::string> arguments;
  for (int i = argc - 1; i > 0; --i) {
    std::string& argument = arguments.emplace_back(argv[i]);
    if (argument.starts_with('[') && argument.ends_with(']')) argument += k_guard;
  }
  return arguments;
}

void strip_guards(CLI::App& app) {
  for (CLI::Option* option : app.get_options()) option->transform(CLI::Validator(without_guard, ""));
  for (CLI::App* nested : app.get_subcommands([](const CLI::App*) { return true; })) strip_guards(*nested);
}

bool was_given(const CLI::App& app, const std::string& option) {
  if (app.count(option) > 0) return true;
  const std::vector<CLI::App*> parsed = app.get_subcommands();
  return !parsed.empty() && was_given(*parsed.back(), option);
}

std::string help_text(const CLI::App& app) {
  const CLI::App& command = called(app);
  const CLI::App* parent = command.get_parent();
  std::string text = command.get_formatter()->make_help(
      &command, parent == nullptr ? command.get_name() : full_name(command), CLI::AppFormatMode::Normal);
  if (const std::size_t usage = text.find("\nUsage:"); usage != std::string::npos) text.insert(usage, 1, '\n');
  // The formatter ends groups with blank lines where nothing follows.
  for (std::size_t at = text.find("\n\n\n"); at != std::string::npos; at = text.find("\n\n\n")) text.erase(at, 1);
  return text;
}

void refuse_unknown_command(const CLI::App& app) {
  const CLI::App& command = called(app);
  if (const auto word = unknown_command(command)) throw misspelt(command, "command", *word, subcommand_names(command));
}

Error to_error(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& command = called(app);
  const bool is_missing = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
  const bool is_extra = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
  // What is missing is often there, misspelt: the parser has put it aside.
  if (is_extra || (is_missing && !command.remaining().empty())) return unexpected(command);
  if (command.get_require_subcommand_min() > command.get_subcommands().size()) {
    return {ExitCode::usage,
            fmt::format("{} needs one of: {}", full_name(command), joined(subcommand_names(command), ", ")),
            help_hint(command)};
  }
  return {ExitCode::usage, in_our_words(error.what()), help_hint(command)};
}

}  // namespace litdex::cli::usage
