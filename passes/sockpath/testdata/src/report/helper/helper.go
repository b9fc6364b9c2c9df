// Package helper has another package bind its paths.
package helper
