"""Pixels in the plugin: conversion, tiles, the gallery of received pictures, swatch strips. Any thread may call."""
