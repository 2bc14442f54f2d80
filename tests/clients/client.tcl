# Asks a database every query of a directory and compares the rows with those expected (cases.pl).
# SPDX-License-Identifier: MIT
# tclsh client.tcl DATABASE CASES
package require sqlite3

proc slurp {path} {
    set handle [open $path]
    fconfigure $handle -encoding utf-8 -translation lf
    set text [read $handle]
    close $handle
    return $text
}

proc cell {value} {
    set number {^-?\d{1,15}(\.\d{1,30})?([eE][+-]?\d{1,3})?$}
    if {[regexp $number $value]} { return [format %.6f $value] }
    return $value
}

proc answer {sql} {
    set text ""
    set sql "\n$sql"  ;# a first "--" would be taken for an option
    if {[catch {
        database eval $sql row {
            set cells {}
            foreach column $row(*) { lappend cells [cell $row($column)] }
            append text [join $cells |] "\n"
        }
    } message]} { return "error: $message" }
    return $text
}

fconfigure stderr -encoding utf-8
lassign $argv path cases
sqlite3 database $path -readonly 1
database nullvalue NULL
set passed 0
set failed {}
foreach trusted {ON OFF} {
    database eval "PRAGMA trusted_schema = $trusted"
    if {[database onecolumn {PRAGMA trusted_schema}] != ($trusted eq "ON")} {
        lappend failed "PRAGMA trusted_schema = $trusted does nothing"
    }
    foreach query [lsort [glob -nocomplain $cases/*.sql]] {
        set got [answer [slurp $query]]
        if {$got eq [slurp [file rootname $query].rows]} {
            incr passed
        } else {
            lappend failed "$query, trusted_schema $trusted:\n$got"
        }
    }
}
foreach failure $failed { puts stderr $failure }
puts "Tcl, SQLite [database version]: $passed passed, [llength $failed] failed"
exit [expr {[llength $failed] > 0 || $passed == 0}]
