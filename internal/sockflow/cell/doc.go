// Package cell has the memory that functions share otherwise than through calls: who may find
// something there, and what.
package cell
