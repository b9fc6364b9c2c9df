// Package origin says what a value of function or interface type can be: it walks back from
// the value to where functions, closures and interface values are made. What comes from the
// callers of a function it leaves to others, who follow values forward.
package origin
