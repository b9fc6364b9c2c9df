// Package life follows the state of one socket, or one directory, along the control flow of
// a function: whether it is held or released at an instruction.
package life
