"""Plugins in the making: begun, checked, and watched while their author edits them."""
