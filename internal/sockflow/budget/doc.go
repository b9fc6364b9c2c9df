// Package budget counts the work on a package, and notes what was not followed to the end.
package budget
