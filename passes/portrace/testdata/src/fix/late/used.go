package late

// The helpers that are called just once elsewhere would go with that call.
func used() {
	freeAddress()
	_, _, _, _ = freePort(), portText(), renamedPort(), portTwice()
}
