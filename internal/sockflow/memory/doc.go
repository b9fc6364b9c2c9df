// Package memory tells what is no longer in a variable or a field: it was set to something
// else by now, or what is looked for is put there only later.
package memory
